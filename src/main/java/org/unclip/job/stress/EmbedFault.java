package org.unclip.job.stress;

/** What is done to an embed job from outside. */
enum EmbedFault {
    EXECUTOR_KILLED("executor killed"),
    DRIVER_KILLED("driver killed, restarted"),
    STORAGE_RESTARTED("S3 server killed, restarted");

    private final String words;

    EmbedFault(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }
}
