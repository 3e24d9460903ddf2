/** Labels and budget where people enter and see them, and what was known of them when. */
import { describe, expect, it } from "vitest";
import { aRun, LEA, NINA, RAVI, type Run, SOFIA, savedWith, TOM, textOf } from "../support/run.ts";

const PEOPLE = [LEA, TOM, NINA, RAVI, SOFIA];
const PROGRAMS = [
  { key: "atlas", title: "Atlas", lead: "lea", deputy: "tom", team: ["nina"] },
  { key: "borealis", title: "Borealis", lead: "sofia", labels: { "Cost centre": "R-12" } },
];

async function listFor(run: Run, handle: string): Promise<string> {
  const { response } = await run.as(handle).command("/drumbeat program");
  return response ? textOf(response) : "";
}

/** With its hints. */
async function openEdit(run: Run, handle: string, option: string): Promise<string> {
  const { response } = await run.as(handle).command("/drumbeat program");
  if (!response) throw new Error("no list");
  await run.as(handle).press(response, { actionId: "program.menu", option });
  return JSON.stringify(await run.as(handle).waitForView());
}

const rows = (run: Run) =>
  run.db
    .selectFrom("program_profile")
    .innerJoin("program", "program.id", "program_profile.program_id")
    .select(["program_profile.at", "program_profile.labels", "program_profile.budget"])
    .where("program.key", "=", "atlas")
    .orderBy("program_profile.id")
    .execute();

describe("labels and budget of a program", () => {
  it("are entered in its form, refused at the field with nothing lost, and shown with it", async () => {
    const run = await aRun({ people: PEOPLE, programs: PROGRAMS, cadences: [] });
    const form = await openEdit(run, "tom", "Edit…");
    expect(form).toContain("One per line, such as Department: Retail. Used here: Cost centre.");
    expect(form).toContain("1.2M EUR, or with what’s spent and the date: 1.2M EUR, spent 400k, as of 31 Oct.");
    const tom = run.as("tom");
    tom.fill("labels", "Department: Retail\nDACH");
    tom.fill("budget", "1.2 million");
    expect(await tom.submit()).toEqual({
      errors: {
        labels: "Enter each label as Name: value. This line isn’t: DACH",
        budget: "Enter it like this: 1.2M EUR, spent 400k, as of 31 Oct.",
      },
    });
    expect(await rows(run)).toEqual([]);
    tom.fill("labels", "Department: Retail & more\nRegion: DACH");
    tom.fill("budget", "1.2M EUR, spent 400k by 31 Oct");
    expect(await savedWith(run, "tom")).toBe("Atlas saved. Changed: labels and budget.");
    expect(await listFor(run, "tom")).toContain(
      "Department: Retail & more · Region: DACH\nBudget: 1,200,000\u00a0EUR, spent 400,000, as of 31\u00a0Oct\u00a02026\n",
    );
    const [entry] = await run.db.selectFrom("audit").selectAll().where("action", "=", "program.changed").execute();
    expect(JSON.parse(entry?.before ?? "")).toEqual({ labels: [], budget: null });
    expect(JSON.parse(entry?.after ?? "").budget).toEqual({
      planned: 1_200_000,
      spent: 400_000,
      currency: "EUR",
      asOf: "2026-10-31",
    });
  });

  it("are entered and shown in French, and stay as they are when somebody else saves the form", async () => {
    const run = await aRun({ people: PEOPLE, programs: PROGRAMS, cadences: [] });
    const form = await openEdit(run, "lea", "Modifier…");
    expect(form).toContain("Une par ligne, comme Direction\u00a0: Magasins. Déjà utilisées ici\u00a0: Cost centre.");
    expect(form).toContain("1,2\u00a0M EUR, dépensé\u00a0: 400\u00a0k, au 31 oct.");
    const lea = run.as("lea");
    lea.fill("labels", "Direction : Magasins\ndirection: IT");
    lea.fill("budget", "1.2M EUR");
    expect(await lea.submit()).toEqual({
      errors: {
        labels: "Cette étiquette figure deux fois\u00a0: direction: IT",
        budget: "Ce montant n’est pas lisible. Écrivez-le ainsi\u00a0: 1,2\u00a0M EUR.",
      },
    });
    lea.fill("labels", "Direction : Magasins");
    lea.fill("budget", "1,2 M EUR");
    expect(await savedWith(run, "lea")).toBe("Atlas est enregistré. Modifications\u00a0: étiquettes et budget.");
    expect(await listFor(run, "lea")).toContain(
      "Direction\u00a0: Magasins\nBudget\u00a0: 1\u202f200\u202f000\u00a0EUR, au 2\u00a0nov.\u00a02026\n",
    );
    expect(await openEdit(run, "tom", "Edit…")).toContain("as of 2\u00a0Nov\u00a02026");
    run.as("tom").fill("title", "Atlas II");
    expect(await savedWith(run, "tom")).toBe("Atlas II saved. Changed: title.");
    expect(await rows(run)).toHaveLength(1);
    await openEdit(run, "lea", "Modifier…");
    lea.fill("labels", "");
    lea.fill("budget", "");
    expect(await savedWith(run, "lea")).toBe("Atlas II est enregistré. Modifications\u00a0: étiquettes et budget.");
    expect(await listFor(run, "lea")).not.toContain("Budget");
    expect((await rows(run)).map(({ labels, budget }) => [labels, budget === null])).toEqual([
      ['[{"name":"Direction","value":"Magasins"}]', false],
      ["[]", true],
    ]);
  });

  it("are seen by the team but for the budget, and by nobody outside", async () => {
    const programs = [
      {
        ...PROGRAMS[0],
        labels: { Region: "DACH" },
        budget: { planned: 5000, currency: "GBP", asOf: "2026-10-31" },
      },
    ];
    const run = await aRun({ people: PEOPLE, programs, cadences: [] });
    expect(await listFor(run, "lea")).toContain("Budget\u00a0: 5\u202f000\u00a0GBP, au 31\u00a0oct.\u00a02026");
    const forTeam = await listFor(run, "nina");
    expect(forTeam).toContain("Region: DACH");
    expect(forTeam).not.toContain("5,000");
    expect(await listFor(run, "ravi")).not.toContain("DACH");
  });

  it("do not stand in the way of another change, whatever the form would say of them now", async () => {
    const budget = { planned: 5000, currency: "GBP", asOf: "2026-12-24" };
    const run = await aRun({ people: PEOPLE, programs: [{ ...PROGRAMS[0], budget }], cadences: [] });
    await openEdit(run, "tom", "Edit…");
    run.as("tom").fill("title", "Atlas II");
    expect(await savedWith(run, "tom")).toBe("Atlas II saved. Changed: title.");
    await openEdit(run, "tom", "Edit…");
    run.as("tom").fill("budget", "6,000 GBP, as of 24 Dec 2026");
    expect(await run.as("tom").submit()).toEqual({
      errors: { budget: "This date is in the future. Enter the date the numbers are from." },
    });
  });

  it("are asked for behind More details of a new program, which keeps what was typed", async () => {
    const run = await aRun({ people: PEOPLE, programs: [], cadences: [] });
    const tom = run.as("tom");
    await tom.command("/drumbeat program new");
    expect(textOf(await tom.waitForView())).not.toContain("Labels");
    tom.fill("title", "Atlas");
    await tom.pressInView({ label: "More details" });
    tom.fill("labels", "Region: DACH");
    tom.fill("budget", "900k CHF");
    tom.fill("ends", "2020-01-01");
    tom.fill("starts", "2026-01-01");
    expect(await tom.submit()).toEqual({ errors: { ends: "The end date is before the start date." } });
    tom.fill("ends", "2027-01-01");
    expect(await tom.submit()).toEqual({ closed: true });
    expect(await listFor(run, "tom")).toContain("Region: DACH\nBudget: 900,000\u00a0CHF, as of 2\u00a0Nov\u00a02026");
  });
});
