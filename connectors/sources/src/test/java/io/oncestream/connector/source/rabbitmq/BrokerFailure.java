package io.oncestream.connector.source.rabbitmq;

import io.oncestream.testing.RabbitMqBroker;

/** What happens to the connections between a job and RabbitMQ. */
enum BrokerFailure {
    CONNECTIONS_CLOSED {
        @Override
        void strike(RabbitMqBroker broker) throws Exception {
            broker.closeAllConnections();
        }
    },
    BROKER_KILLED {
        @Override
        void strike(RabbitMqBroker broker) throws Exception {
            broker.killAndRestart();
        }
    };

    abstract void strike(RabbitMqBroker broker) throws Exception;
}
