/**
 * A small exhaustive model of how a sink writes several databases and how they are read at one cut:
 * every interleaving of two subtasks, two databases and a fault or two.
 */
package io.oncestream.connector.jdbc.cut.model;
