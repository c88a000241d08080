package sluice.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * One round: one or two disturbances around one or two happenings, at moments that its seed decides, while a service writes.
 * There are 20 disturbances and 7 happenings: in 140 rounds in a row each meets each.
 */
final class Round {
    private static final int SHORTEST_MS = 500;
    private static final int LONGEST_MS = 6_000;
    private static final int BETWEEN_MS = 1_500;

    private final int number;
    private final Random random;
    private final List<Disturbance> disturbances = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();

    Round(long seed, int number) {
        this.number = number;
        this.random = new Random(seed * 1_000_003 + number);
        Disturbance[] wrong = Disturbance.values();
        Happening[] done = Happening.values();
        disturbances.add(wrong[number % wrong.length]);
        happenings.add(done[number % done.length]);
        if (random.nextBoolean()) {
            happenings.add(done[random.nextInt(done.length)]);
        }
        Disturbance second = wrong[random.nextInt(wrong.length)];
        if (second.sparesTheVictimOf(disturbances.get(0))) {
            disturbances.add(second);
        }
    }

    /** Does its worst, and puts all right again. */
    void play(Arena arena) {
        arena.notes().refuse("bad " + number);
        List<Disturbance> begun = new ArrayList<>();
        for (int i = 0; i < Math.max(disturbances.size(), happenings.size()); i++) {
            if (i < disturbances.size()) {
                pause(random.nextInt(BETWEEN_MS));
                disturbances.get(i).begin(arena);
                begun.add(disturbances.get(i));
            }
            if (i < happenings.size()) {
                pause(random.nextInt(BETWEEN_MS));
                happen(arena, happenings.get(i), new Random(random.nextLong()));
            }
        }
        pause(SHORTEST_MS + random.nextInt(LONGEST_MS - SHORTEST_MS));
        begun.forEach(disturbance -> disturbance.end(arena));
        arena.heal();
        underWay.forEach(happening -> happening.orTimeout(Arena.LIMIT.toSeconds(), TimeUnit.SECONDS).join());
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
