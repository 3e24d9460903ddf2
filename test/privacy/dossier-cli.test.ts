/** `drumbeat dossier` as the operator starts it: the real command, on a file and on a server. */

import { mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ensureWorkspace } from "../../src/people/use-cases.ts";
import { openDatabase } from "../../src/platform/database.ts";
import { lastHandedOver } from "../../src/privacy/dossier/use-cases.ts";
import { built } from "../support/built.ts";
import { type DatabaseName, databases, writeMigratedFile } from "../support/databases.ts";
import { readPdf } from "../support/pdf.ts";
import { borrowPostgresDatabase } from "../support/postgres-pool.ts";
import { aNodeProcess } from "../support/process.ts";
import { scratch } from "../support/scratch.ts";
import { servicesAt } from "../support/still-clock.ts";

const NOW = "2026-11-02T08:00:00.000Z";

async function aPlace(name: DatabaseName) {
  const folder = await mkdtemp(join(scratch, "dossier-"));
  const file = join(folder, "drumbeat.db");
  if (name === "SQLite") writeMigratedFile(file);
  const borrowed = name === "SQLite" ? null : await borrowPostgresDatabase();
  const database = borrowed?.url ?? file;
  const db = openDatabase(database);
  onTestFinished(async () => {
    await db.destroy();
    await borrowed?.giveBack();
  });
  const services = servicesAt(db, NOW);
  const workspace = await ensureWorkspace(services, { id: "T1", name: "Northwind" });
  const dossier = async (...args: string[]) => {
    // An address with a password is refused on a command line.
    const child = aNodeProcess([built("cli"), "dossier", ...args], { env: { DATABASE_URL: database } });
    return { code: await child.ended, said: child.output() };
  };
  return { folder, db, services, workspace, dossier };
}

describe.each(databases)("drumbeat dossier, on %s", (database) => {
  it("prints the Markdown, and writes a file of either sort, in the language that is asked for (V10)", async () => {
    const { folder, dossier } = await aPlace(database);
    const { code, said } = await dossier("--lang", "en");
    expect(code).toBe(0);
    expect(said).toContain("# Drumbeat: dossier for works council and data protection");
    expect(said).toContain("As Drumbeat is set up in Northwind on");
    expect(said).toContain("## What makes each sentence true");
    const pdf = join(folder, "dossier.pdf");
    expect(await dossier("--lang", "fr", "--format", "pdf", "--out", pdf)).toEqual({ code: 0, said: "" });
    const { text } = await readPdf(await readFile(pdf));
    expect(text).toContain("Ni pour l’évaluation, ni pour la rémunération, ni pour la discipline.");
    const markdown = join(folder, "dossier.md");
    expect(await dossier("--lang", "fr", "--out", markdown)).toEqual({ code: 0, said: "" });
    expect(await readFile(markdown, "utf8")).toContain("# Drumbeat\u00a0: dossier CSE et données personnelles");
  });

  it("prints by which words an author is asked, of both languages (sensitive-asked)", async () => {
    const { dossier } = await aPlace(database);
    const { code, said } = await dossier("--words");
    expect(code).toBe(0);
    const lines = said.split("\n");
    for (const line of ["health", "faith", "union", "absence", "  burn[- ]?outs?", "  grossesse", "  pèlerinage"])
      expect(lines).toContain(line);
  });

  it("keeps the day on which it was handed over, with its reference, and says so in the dossier (V10)", async () => {
    const { db, workspace, dossier } = await aPlace(database);
    await dossier("--lang", "en");
    expect(await lastHandedOver(db, workspace.id)).toBeNull();
    const { code, said } = await dossier("--lang", "en", "--handed-over", "2026-01-15", "--reference", " CSE 12 ");
    expect(code).toBe(0);
    expect(said).toContain("15 January 2026 (CSE 12)");
    expect(await lastHandedOver(db, workspace.id)).toEqual({ on: "2026-01-15", reference: "CSE 12" });
    const { action, actor_id } = await db.selectFrom("audit").select(["action", "actor_id"]).executeTakeFirstOrThrow();
    expect({ action, actor_id }).toEqual({ action: "dossier.handed-over", actor_id: null });
  });

  it("refuses what it cannot do, and keeps nothing of it (V10)", async () => {
    const { db, services, workspace, dossier } = await aPlace(database);
    const refused = async (...args: string[]) => {
      const { code, said } = await dossier(...args);
      expect(code).toBe(1);
      return said;
    };
    expect(await refused("--lang", "de")).toContain("--lang: must be en or fr");
    expect(await refused("--lang", "fr", "--format", "pdf")).toContain("--out: must name a file");
    expect(await refused("--lang", "fr", "--handed-over", "yesterday")).toContain("must be a date such as");
    expect(await refused("--lang", "fr", "--handed-over", "2999-01-01")).toContain("today or before");
    expect(await refused("--lang", "fr", "--workspace", "T2")).toContain("there is no such workspace");
    expect(await refused("--tongue", "fr")).toContain("Usage: drumbeat dossier");
    await ensureWorkspace(services, { id: "T2", name: "Southwind" });
    expect(await refused("--lang", "fr")).toContain("there are several workspaces: give --workspace");
    expect((await dossier("--lang", "en", "--workspace", "T2")).said).toContain("set up in Southwind on");
    expect(await lastHandedOver(db, workspace.id)).toBeNull();
  });
});
