import { expect, it } from "vitest";
import { storageFault } from "../../src/platform/storage-fault.ts";

it.each([
  "Connection terminated unexpectedly",
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
])("a connection that was cut while it was used is a database out of reach: %s", (message) => {
  expect(storageFault(new Error(message))).toBe("unreachable");
});

it("a fault of ours is none of the database", () => {
  expect(storageFault(new Error("Cannot read properties of undefined"))).toBeNull();
  expect(storageFault(Object.assign(new Error("broken pipe"), { code: "EPIPE" }))).toBe("unreachable");
});
