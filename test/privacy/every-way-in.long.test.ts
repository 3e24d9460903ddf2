/** As `every-way-in.test.ts`, on PostgreSQL. */
import { it } from "vitest";
import { everyWordGoes } from "./every-word-goes.ts";

it(
  "whatever somebody writes by whatever is registered is in their data, and goes with them, on PostgreSQL",
  { timeout: 600_000 },
  () => everyWordGoes("PostgreSQL"),
);
