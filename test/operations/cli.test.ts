import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, it } from "vitest";
import { built } from "../support/built.ts";
import { aPostgresDatabase } from "../support/postgres-server.ts";
import { aNodeProcess } from "../support/process.ts";
import { aQuietDatabase } from "./quiet-database.ts";

it("backs up, restores and moves from the terminal, in the language of whoever is there, and tells what it refuses", async () => {
  const { folder, file } = await aQuietDatabase();
  let target = "";
  const drumbeat = async (lang: string, ...args: string[]) => {
    const child = aNodeProcess([built("cli"), ...args], {
      cwd: folder,
      env: { DATABASE_URL: file, DATABASE_MOVE_TO: target, LANG: lang },
    });
    return { code: await child.ended, says: child.output() };
  };
  const copy = join(folder, "copy.db");

  expect(await drumbeat("en_GB.UTF-8", "backup", copy)).toEqual({
    code: 0,
    says: expect.stringMatching(/copy\.db: [\d.]+ (?:kB|MB), \d+ rows in \d+ tables, checked\.\n$/),
  });
  expect(await drumbeat("fr_FR.UTF-8", "backup", copy)).toEqual({
    code: 1,
    says: `Rien n’a été fait\u00a0: ${copy} existe déjà, et une sauvegarde ne remplace jamais un fichier. Choisissez un autre nom.\n`,
  });
  expect(await drumbeat("en", "backup")).toEqual({
    code: 1,
    says: expect.stringMatching(/^Usage: drumbeat backup FOLDER\|FILE \| --record WHAT /),
  });
  const restored = await drumbeat("en", "restore", copy, "--to", file, "--lang", "fr");
  expect(restored).toEqual({ code: 0, says: expect.stringContaining("Le fichier précédent est conservé sous") });
  expect(existsSync(copy)).toBe(true);

  target = await aPostgresDatabase(inject("postgresAddress"));
  const moved = await drumbeat("en", "move");
  expect(moved).toEqual({ code: 0, says: expect.stringMatching(/workspace: 1 rows, [0-9a-f]{16}… on both sides\n/) });
  expect(moved.says).not.toContain("postgres:postgres");
  const again = await drumbeat("en", "move");
  expect(again).toEqual({ code: 1, says: expect.stringContaining("was moved to") });
  target = "postgres://x:secret@127.0.0.1:9/none";
  const nowhere = await drumbeat("en", "move", "--database", copy);
  expect(nowhere.code).toBe(1);
  expect(nowhere.says).not.toContain("secret");
});

it("says that the server is away, not that its database is of another version", async () => {
  const { folder } = await aQuietDatabase();
  const child = aNodeProcess([built("cli"), "register", "export"], {
    cwd: folder,
    env: { DATABASE_URL: "postgres://nobody:x@127.0.0.1:9/none", LANG: "en_GB.UTF-8" },
  });
  expect(await child.ended).not.toBe(0);
  expect(child.output()).toContain("cannot be reached");
});
