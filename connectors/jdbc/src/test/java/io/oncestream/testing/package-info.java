/** Real servers and failure injection for tests, shared by all modules. */
package io.oncestream.testing;
