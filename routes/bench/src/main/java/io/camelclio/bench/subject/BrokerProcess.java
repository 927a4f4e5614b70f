package io.camelclio.bench.subject;

import io.camelclio.bench.process.BenchProcess;
import io.camelclio.testkit.kafka.EmbeddedKafka;

/** The broker, away from what is measured. */
final class BrokerProcess {

    private BrokerProcess() {}

    /** Argument: port. */
    public static void main(String[] args) throws InterruptedException {
        EmbeddedKafka kafka =
                EmbeddedKafka.builder().port(Integer.parseInt(args[0])).start();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
        System.out.println(BenchProcess.READY);
        Thread.currentThread().join();
    }
}
