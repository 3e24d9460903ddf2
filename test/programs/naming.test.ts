import { describe, expect, it } from "vitest";
import { readAnswers } from "../../src/check-ins/saving.ts";
import { getPerson } from "../../src/people/people.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { addItem } from "../../src/register/acts.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

describe.each(databases)("a refusal, on %s", (name) => {
  it("does not tell a stranger the title of a program of its members only", async () => {
    const db = await aDatabase(name);
    const record = await aRecord(db);
    const [lea, sam, ina] = [
      await record.person("lea"),
      await record.person("sam"),
      await record.person("ina", { locale: "fr-FR" }),
    ];
    const program = await record.program("p", { title: "Zebra", seats: { lead: [lea], team: [ina] } });
    const cadence = await record.cadence(program, { rule: WEEKLY });
    const round = await record.round(cadence, "2026-07-30", [lea]);
    const services = servicesAt(db, "2026-07-31T10:00:00.000Z");
    const person = await getPerson(db, record.workspaceId, sam.id);
    const item = { type: "action" as const, details: {}, title: "Call", sourceKey: "command:1" };
    const attempts = [
      (who: typeof person) => closeProgram({ ...services, actor: who }, { programId: program.id }),
      (who: typeof person) => readAnswers(services, who, round.id),
      (who: typeof person) => addItem({ ...services, actor: who }, { programId: program.id, ...item }),
    ];
    const said = async (who: typeof person) => {
      const sentences: string[] = [];
      for (const attempt of attempts)
        sentences.push(
          ...(await attempt(who).then(
            () => [],
            (error) => [error.sentence("en"), error.sentence("fr")],
          )),
        );
      return sentences;
    };
    const strange = await said(person);
    expect(strange).toHaveLength(2 * attempts.length);
    expect(strange.filter((sentence) => sentence.includes("Zebra"))).toEqual([]);
    expect(strange).toContain("Only the lead, the deputy or an admin can change this program. Ask lea.");
    expect(strange.join(" ")).toContain("de ce programme");
    await db.updateTable("program").set({ visibility: "workspace" }).execute();
    expect((await said(person)).every((sentence) => sentence.includes("Zebra"))).toBe(true);
    // A guest of the workspace is a stranger all the same.
    await db.updateTable("person").set({ affiliation: "guest" }).where("id", "=", sam.id).execute();
    const guest = await getPerson(db, record.workspaceId, sam.id);
    expect((await said(guest)).filter((sentence) => sentence.includes("Zebra"))).toEqual([]);
  });
});
