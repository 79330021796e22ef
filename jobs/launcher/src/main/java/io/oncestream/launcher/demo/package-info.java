/** Demonstrations of jobs that clients send to: their servers, their clients and what must hold. */
@NullMarked
package io.oncestream.launcher.demo;

import org.jspecify.annotations.NullMarked;
