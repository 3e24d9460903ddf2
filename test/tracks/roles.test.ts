/** Working roles of a program: from the library or one's own, with who holds them and what they give to each other. */
import { describe, expect, it } from "vitest";
import { opens, seen } from "../sponsorship/choosing-people.ts";
import { databases } from "../support/databases.ts";
import { aRun, LEA, NINA, type Run, SAM, SOFIA, TOM } from "../support/run.ts";

function aRunOfRoles(database: (typeof databases)[number]): Promise<Run> {
  return aRun({
    people: [LEA, TOM, NINA, SOFIA, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["nina", "lea"] }],
    cadences: [],
    isTogether: true,
    database,
  });
}

async function fillIn(run: Run, who: string, fields: Record<string, string | string[]>) {
  for (const [field, value] of Object.entries(fields)) run.as(who).fill(field, value);
  return run.as(who).submit();
}

describe.each(databases)("on %s", (database) => {
  it("come from the library with what they give to each other, and show where nobody or one alone holds them", async () => {
    const run = await aRunOfRoles(database);
    expect(await opens(run, "tom", "/drumbeat roles")).toContain("No working roles yet");
    await run.as("tom").pressInView({ actionId: "roles.library" });
    const list = await seen(run, "tom");
    expect(list).toContain("Without a holder: 4 · With one holder: 0");
    expect(list).toContain("*Administrator* · nobody yet");
    expect(list).toContain("*Gives to* Developer: schemas, event structure, payload format\n");
    expect(list).toContain("*Needs from* Developer: data-collection requirements, event delivery tests\n");
    const [first] = await run.db.selectFrom("working_role").selectAll().where("key", "=", "developer").execute();
    await run.as("tom").pressInView({ option: `change:${first?.id}` });
    expect(await fillIn(run, "tom", { holders: ["nina", "lea"] })).toEqual({ closed: true });
    expect(await seen(run, "tom")).toContain("*Developer* · Nina Diaz and Léa Martin");
    // Who reads French reads the library's roles in French; who sits in the program reads them, nobody else does.
    expect(await opens(run, "lea", "/drumbeat rôles")).toContain("*Développement* · Nina Diaz et Léa Martin");
    expect(await opens(run, "sam", "/drumbeat roles atlas")).not.toContain("Nina");
  });

  it("of one's own have a name that no other has, give no right, and go", async () => {
    const run = await aRunOfRoles(database);
    await opens(run, "tom", "/drumbeat roles");
    await run.as("tom").pressInView({ actionId: "roles.add" });
    const mine = { name: "Tester", holders: ["sam"], tasks: "Test plan\nRegression", answersFor: "Quality" };
    const learning = "Our course: https://learn.example/test\nNina knows";
    expect(await fillIn(run, "tom", { ...mine, learning })).toEqual({ closed: true });
    const list = await seen(run, "tom");
    expect(list).toContain(
      "*Tester* · Sam Poe alone\n*Answers for*: Quality\n*Standard tasks*: Test plan · Regression\n",
    );
    expect(list).toContain("*Where to learn it*: <https://learn.example/test|Our course> (learn.example) · Nina knows");
    await run.as("tom").pressInView({ actionId: "roles.add" });
    expect(await fillIn(run, "tom", { name: "tester" })).toMatchObject({
      errors: { name: "This program already has the role “tester”." },
    });
    const tooMany = Array.from({ length: 13 }, (_, index) => `Task ${index}`).join("\n");
    expect(await fillIn(run, "tom", { name: "Reviewer", firstTasks: tooMany })).toMatchObject({
      errors: { firstTasks: "At most 12 lines, each of at most 300 characters." },
    });
    while (run.as("tom").view()) await run.as("tom").closeView();
    expect(await opens(run, "tom", "/drumbeat roles")).not.toContain("Reviewer");
    while (run.as("tom").view()) await run.as("tom").closeView();
    // Holding a role opens nothing.
    expect(await opens(run, "sam", "/drumbeat register atlas")).not.toContain("Atlas");
    await opens(run, "tom", "/drumbeat roles");
    const { id } = await run.db.selectFrom("working_role").select("id").executeTakeFirstOrThrow();
    await run.as("tom").pressInView({ option: `end:${id}` });
    expect(await seen(run, "tom")).toContain("No working roles yet");
  });
});
