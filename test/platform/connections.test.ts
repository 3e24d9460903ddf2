import { expect, it } from "vitest";
import { Connections } from "../../src/platform/connection-limit.ts";

function some(most: number) {
  const closed: string[] = [];
  return { closed, connections: new Connections<string>(most, (name) => closed.push(name)) };
}

it("closes the oldest unproved connection for one more, never one that is proved", () => {
  const { closed, connections } = some(3);
  for (const name of ["a", "b", "c"]) connections.add(name);
  connections.prove("a");
  expect([closed, connections.size]).toEqual([[], 3]);
  connections.add("d");
  connections.add("e");
  expect([closed, connections.size]).toEqual([["b", "c"], 3]);
});

it("has room again for each that closes by itself", () => {
  const { closed, connections } = some(2);
  connections.add("a");
  connections.add("b");
  connections.prove("b");
  connections.remove("a");
  connections.remove("b");
  connections.add("c");
  connections.add("d");
  expect([closed, connections.size]).toEqual([[], 2]);
});

it("closes whoever comes where all are proved, and gives up the unproved at the end", () => {
  const { closed, connections } = some(2);
  connections.add("a");
  connections.add("b");
  connections.prove("a");
  connections.prove("b");
  connections.add("c");
  expect(closed).toEqual(["c"]);
  connections.remove("b");
  connections.add("d");
  expect(connections.removeUnproved()).toEqual(["d"]);
  expect([closed, connections.size]).toEqual([["c"], 1]);
});
