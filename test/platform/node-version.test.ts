/** Whoever has an older Node is told so, before anything is loaded that it could not read. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { NEEDED_NODE, nodeProblem } from "../../src/platform/node-version.js";

const ROOT = join(import.meta.dirname, "../..");
const where = { path: "/usr/bin/node", bundled: "/app/node_modules/.bin/node" };

describe("the version of Node", () => {
  it("will do from 26 on", () => {
    expect(["26.0.0", "26.10.0", "27.1.0", "100.0.0"].map((version) => nodeProblem(version, where))).toEqual(
      Array(4).fill(null),
    );
    for (const version of ["8.17.0", "20.20.2", "22.18.0", "24.9.0", "25.9.9"])
      expect(nodeProblem(version, where)).toContain(`needs Node.js 26 or later; this is ${version} (/usr/bin/node)`);
  });

  it("is a line of JSON where the program starts outside a terminal", () => {
    const { status, stderr } = spawnSync(process.execPath, [...pretending("24.9.0"), "src/main.js"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ level: "error", msg: expect.stringContaining("needs Node.js 26") });
  });

  it.each([
    ["src/cli.js", "doctor"],
    ["src/cli.js", "sandbox", "--once"],
  ])("ends %s %s with that and nothing else", (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...pretending("24.9.0"), ...args], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^Drumbeat needs Node\.js 26 or later; this is 24\.9\.0 \(.*\)\.\n[^\n]*npm start[^\n]*\n$/);
  });

  it("ends a really older one so, where this machine has one on its path", ({ skip }) => {
    const older = olderNode();
    if (older === null) return skip("There is no older Node on the path: install Node 20 beside this one to run it.");
    for (const file of ["src/main.js", "src/cli.js"]) {
      const { status, stdout, stderr } = spawnSync(older, [file], { cwd: ROOT, encoding: "utf8" });
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toMatch(/Drumbeat needs Node\.js 26 or later; this is \d+\.\d+\.\d+ \(.*\)\.(\n|\\n)/);
    }
  });

  it("is the same in the package, the image and the pages", () => {
    const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
    const { engines, devDependencies, scripts } = z
      .object({
        engines: z.object({ node: z.string() }),
        devDependencies: z.object({ node: z.string() }),
        scripts: z.record(z.string(), z.string()),
      })
      .parse(JSON.parse(read("package.json")));
    expect(engines.node).toBe(">=20");
    expect(devDependencies.node).toMatch(new RegExp(`^${NEEDED_NODE}\\.`));
    // An older Node ends at an option that it does not know: it is asked before.
    const withOptions = Object.entries(scripts).filter(([, script]) => /\bnode --/.test(script));
    expect(withOptions.map(([name]) => name)).toEqual(["start", "drumbeat"]);
    for (const [name] of withOptions) expect(scripts[`pre${name}`]).toBe("node src/platform/node-version.js");
    expect(read("Dockerfile")).toMatch(new RegExp(`^ARG NODE_IMAGE=node:${NEEDED_NODE}\\.\\d+\\.\\d+-slim$`, "m"));
    expect(read("docs/operations.md")).toContain(`You need Node.js ${NEEDED_NODE} (or Docker)`);
    expect(read("README.md")).toContain("Node.js 20 or later with npm");
    expect(read("README.fr.md")).toContain("Node.js 20 ou plus récent, avec npm.");
    expect(read("docs/fr/mise-en-service.md")).toContain(`Il vous faut Node.js ${NEEDED_NODE} (ou Docker)`);
    expect(read(".npmrc")).toMatch(/^#.*\n#.*\nloglevel=error$/m);
  });
});

/** Options with which this Node takes itself for another one. */
function pretending(version: string): string[] {
  const script = `Object.defineProperty(process.versions, "node", { value: "${version}" })`;
  return ["--import", `data:text/javascript,${encodeURIComponent(script)}`];
}

function olderNode(): string | null {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const node = join(folder, "node");
    if (!existsSync(node)) continue;
    const version = execFileSync(node, ["-p", "process.versions.node"], { encoding: "utf8" });
    if (Number.parseInt(version, 10) < NEEDED_NODE) return node;
  }
  return null;
}
