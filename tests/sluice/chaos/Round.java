package sluice.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One round: one or two disturbances around one or two happenings, at moments that its seed decides, while a service writes.
 *
 * <p>First comes a round for each {@link Meeting}, with what it needs; then as many rounds of anything, in which each disturbance
 * meets each happening in the end; and so on. What happens does so three times: just before things go wrong, meanwhile, and just
 * before they are put right: so it meets the begin and the end of each disturbance too.
 */
final class Round {
    private static final int CLASSES = Meeting.values().length;
    private static final int SHORTEST_MS = 500;
    private static final int LONGEST_MS = 7_000;
    private static final int BETWEEN_MS = 800;

    private final int number;
    private final Random random;
    private final List<Disturbance> disturbances = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();

    Round(long seed, int number) {
        this.number = number;
        this.random = new Random(seed * 1_000_003 + number);
        int turn = number % (2 * CLASSES);
        if (turn < CLASSES) {
            Meeting meeting = Meeting.values()[turn];
            disturbances.addAll(meeting.disturbances(random));
            happenings.addAll(meeting.happenings(random));
        } else {
            anything(number / (2 * CLASSES) * CLASSES + turn - CLASSES);
        }
        fillUp();
    }

    private void anything(int count) {
        disturbances.add(Disturbance.values()[count % Disturbance.values().length]);
        happenings.add(Happening.values()[count % Happening.values().length]);
    }

    private void fillUp() {
        Disturbance second = Disturbance.values()[random.nextInt(Disturbance.values().length)];
        if (disturbances.size() < 2 && disturbances.stream().allMatch(second::sparesTheVictimsOf)) {
            disturbances.add(second);
        }
        Happening another = Happening.values()[random.nextInt(Happening.values().length)];
        if (happenings.isEmpty() || happenings.size() < 2 && random.nextBoolean()) {
            happenings.add(another);
        }
    }

    /** Does its worst, and puts all right again. */
    void play(Arena arena) {
        arena.notes().refuse("bad " + number);
        allHappen(arena);
        disturbances.forEach(disturbance -> {
            pause(random.nextInt(BETWEEN_MS));
            disturbance.begin(arena);
        });
        pause(random.nextInt(BETWEEN_MS));
        allHappen(arena);
        pause(SHORTEST_MS + random.nextInt(LONGEST_MS - SHORTEST_MS));
        allHappen(arena);
        pause(random.nextInt(BETWEEN_MS));
        disturbances.forEach(disturbance -> disturbance.end(arena));
        arena.heal();
        underWay.forEach(happening -> happening.orTimeout(Arena.LIMIT.toSeconds(), TimeUnit.SECONDS).join());
    }

    private void allHappen(Arena arena) {
        happenings.forEach(happening -> happen(arena, happening, new Random(random.nextLong())));
    }

    /** It may hang with the server that it talks to. */
    private void happen(Arena arena, Happening happening, Random its) {
        underWay.add(CompletableFuture.runAsync(() -> {
            try {
                happening.happen(arena, its);
            } catch (Exception e) {
                throw new IllegalStateException(happening + " failed: " + e.getMessage(), e);
            }
        }));
    }

    boolean replays() {
        return happenings.contains(Happening.REPLAY);
    }

    boolean resyncs() {
        return happenings.contains(Happening.RESYNC);
    }

    /** The classes that it belongs to, by what it is made of. */
    List<Meeting> meetings() {
        return Stream.of(Meeting.values()).filter(meeting -> meeting.isIn(disturbances, happenings)).toList();
    }

    private static void pause(long millis) {
        Awaitility.await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMillis(millis + 10_000)).until(() -> true);
    }

    @Override
    public String toString() {
        return words(disturbances) + " x " + words(happenings);
    }

    private static String words(List<? extends Enum<?>> names) {
        return names.stream().map(name -> name.name().toLowerCase(Locale.ROOT).replace('_', ' ')).collect(Collectors.joining(" + "));
    }
}
