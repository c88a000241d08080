package sluice.cases;

import java.util.Arrays;
import java.util.List;

/** The files that a case may have; docs/tests.md says what stands in each. */
enum CaseFile {
    /** Run at the source before Sluice starts. */
    SOURCE("source.sql"),
    /** Run at the source while Sluice follows the binlog. */
    CHANGES("changes.sql"),
    /** Run at the target before Sluice starts. */
    TARGET("target.sql"),
    /** Settings of Sluice. */
    SETTINGS("settings"),
    /** What the target calls databases, tables and columns; also for the comparison. */
    NAMES("names"),
    /** What has to be in the target, beyond equal tables. */
    EXPECT("expect"),
    /** The message with which the start has to be refused. */
    FAILURE("expect_failure"),
    /** The versions of MySQL that the case is for, each by how it begins. */
    ONLY("only-mysql"),
    /** The versions of MySQL that the case is not for. */
    UNLESS("unless-mysql");

    private final String fileName;

    CaseFile(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(CaseFile::fileName).toList();
    }
}
