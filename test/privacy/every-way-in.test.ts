/**
 * Somebody fills every way in with words of their own, weeks go by, and they are erased: *My data* has had every word of theirs,
 * and none is left, in no table, no byte of the file, no export, no line of the log, and in nothing that Slack shows.
 */

import { it } from "vitest";
import { everyWordGoes } from "./every-word-goes.ts";

it(
  "whatever somebody writes by whatever is registered is in their data, and goes with them, on SQLite",
  { timeout: 180_000 },
  () => everyWordGoes("SQLite"),
);
