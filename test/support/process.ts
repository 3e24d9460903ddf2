import { onTestFinished } from "vitest";
import { type Running, spawnNode } from "./node-process.ts";

/** As `spawnNode`; killed when the test ends. */
export function aNodeProcess(...[args, options]: Parameters<typeof spawnNode>): Running {
  const running = spawnNode(args, options);
  onTestFinished(async () => {
    running.signal("SIGKILL");
    await running.ended;
  });
  return running;
}
