import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export const ROOT = join(import.meta.dirname, "../..");
export const stages = readStages(readFileSync(join(ROOT, "Dockerfile"), "utf8"));
export const image = stages.at(-1) ?? nothing("no stage");
export const argumentsOf = (name: string) => image.steps.filter((step) => step.name === name).map((step) => step.rest);

export interface Stage {
  from: string;
  as: string | undefined;
  steps: { name: string; rest: string }[];
}

function readStages(dockerfile: string): Stage[] {
  const found: Stage[] = [];
  const lines = dockerfile.replace(/\\\n\s*/g, "").split("\n");
  for (const line of lines.filter((each) => each && !each.startsWith("#"))) {
    const [, name = "", rest = ""] = /^([A-Z]+) (.*)$/.exec(line) ?? nothing(line);
    if (name === "FROM") {
      const [from = "", , as] = rest.split(" ");
      found.push({ from, as, steps: [] });
    } else found.at(-1)?.steps.push({ name, rest });
  }
  return found;
}

export function readCommand(json: string): string[] {
  return z.array(z.string()).parse(JSON.parse(json));
}

export function nothing(what: string): never {
  throw new Error(`The Dockerfile cannot be followed: ${what}`);
}
