/** A command that the documents tell people to type writes its own output and nothing else. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { aFolder } from "../support/folder.ts";
import { commands, typeInto } from "./documented-commands.ts";

it("keeps npm's own lines out of what it writes", async () => {
  expect(commands.length).toBeGreaterThan(30);
  expect(commands.filter((typed) => !/^npm run -s drumbeat --( |$)/.test(typed))).toEqual([]);
  const [manifest = ""] = commands.filter((typed) => typed.includes(" manifest"));
  const written = await typeInto(join(await aFolder(), "manifest.yml"), manifest, {});
  expect(Object.keys(parse(written))).toContain("display_information");
});
