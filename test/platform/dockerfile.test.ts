import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { argumentsOf, image, ROOT, stages } from "./dockerfile.ts";

describe("the Dockerfile", () => {
  it("runs as a user without rights, who owns nothing but the data", () => {
    expect(argumentsOf("USER")).toEqual(["node"]);
    expect(image.steps.findIndex(({ name }) => name === "USER")).toBeGreaterThan(
      image.steps.findLastIndex(({ name }) => name === "COPY" || name === "RUN"),
    );
    expect(argumentsOf("COPY").join()).not.toContain("--chown");
    expect(argumentsOf("RUN")).toEqual(["mkdir -m 700 data backups && chown node:node data backups"]);
  });

  it("keeps the data in a volume and starts the program itself, which gets the signals", () => {
    expect(argumentsOf("VOLUME")).toEqual(["/app/data"]);
    expect(argumentsOf("CMD")).toEqual(['["node", "dist/main.js"]']);
  });

  it("is built on one exact version of Node, that of the project", () => {
    const { node } = z
      .object({ devDependencies: z.object({ node: z.string() }) })
      .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))).devDependencies;
    expect(readFileSync(join(ROOT, "Dockerfile"), "utf8")).toContain(`\nARG NODE_IMAGE=node:${node}-slim\n`);
    expect(stages.map(({ from }) => from.replaceAll(/\W/g, ""))).toEqual([
      "NODE_IMAGE",
      "scratch",
      "POSTGRES_IMAGE",
      "NODE_IMAGE",
    ]);
  });

  it("has a target that backs a PostgreSQL database up, with no more rights", () => {
    const backup = stages.find(({ as }) => as === "backup");
    const valuesOf = (name: string) => backup?.steps.filter((step) => step.name === name).map(({ rest }) => rest);
    expect(valuesOf("USER")).toEqual(["1000:1000"]);
    expect(valuesOf("CMD")).toEqual(['["node", "dist/cli.js", "backup", "/app/backups"]']);
    expect(valuesOf("COPY")).toContain("--from=build /app/dist ./dist");
  });

  it("takes from the folder only what .dockerignore lets through, and nothing private is let through", () => {
    const allowed = readFileSync(join(ROOT, ".dockerignore"), "utf8")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"));
    expect(allowed[0]).toBe("*");
    const sources = stages
      .flatMap(({ steps }) => steps)
      .filter(({ name, rest }) => name === "COPY" && !rest.startsWith("--from"))
      .flatMap(({ rest }) =>
        rest
          .split(" ")
          .slice(0, -1)
          .map((path) => basename(path)),
      );
    expect(allowed.slice(1).toSorted()).toEqual([...new Set(sources)].map((name) => `!${name}`).toSorted());
    expect(sources).not.toContain("data");
  });
});
