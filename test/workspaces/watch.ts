/**
 * Set up before each test file: a test that has the product compile a statement which does not keep to one workspace
 * fails, with the statement.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { STATEMENTS } from "../../src/platform/query-compilers.ts";
import { problemsWatched, watched } from "./watched.ts";

beforeAll(() => subscribe(STATEMENTS, watched));
afterAll(() => {
  unsubscribe(STATEMENTS, watched);
});

afterEach(() => {
  expect(problemsWatched(), "statements that read or change rows of whichever workspace").toEqual([]);
});
