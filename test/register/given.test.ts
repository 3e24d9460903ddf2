/** What a decided request gave: whoever asked says it below the outcome, and the decider is never asked. */
import { placedElements, type SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { sayGiven as pressGiven } from "../../src/demo/request-acts.ts";
import { closeProgram } from "../../src/programs/changes.ts";
import { findItem, listItemEvents } from "../../src/register/repository.ts";
import { requestIds } from "../../src/register/requests/cards.ts";
import { sayGiven } from "../../src/register/requests/given.ts";
import { isRequest } from "../../src/register/requests/request.ts";
import type { Given } from "../../src/register/types/decisions-and-requests.ts";
import { plain } from "../mission/acts.ts";
import { decide, raiseRequest } from "../mission/acts-register.ts";
import { aCompany } from "../mission/company.ts";
import { actingAs, type Run, textOf } from "../support/run.ts";

const QUESTION = "Release Dieter?";

/** Asked on Monday 2 November of Margaret, who says yes on Tuesday. */
async function asked(who = "tom"): Promise<{ run: Run; itemId: string }> {
  const run = await aCompany();
  await run.to("2026-11-02T10:00Z");
  await raiseRequest(run, who, {
    decider: "margaret",
    question: QUESTION,
    neededBy: "2026-11-13",
    options: ["Release", "Wait"],
  });
  await run.to("2026-11-03T10:00Z");
  const { id: itemId } = await run.db.selectFrom("item").select("id").executeTakeFirstOrThrow();
  return { run, itemId };
}

async function released(who = "tom"): Promise<{ run: Run; itemId: string }> {
  const request = await asked(who);
  await decide(request.run, "margaret", "Release");
  await request.run.to("2026-11-04T10:00Z");
  return request;
}

const isMenu = ({ actionId }: { actionId: string }) => actionId.startsWith(`${requestIds.given}:`);
const asks = (message: SandboxMessage) => placedElements(message.blocks).some(isMenu);

function outcomeFor(run: Run, who: string): string {
  const message = run
    .as(who)
    .dm()
    .findLast((each) => plain(textOf(each)).includes("LOY-D-1"));
  return message ? plain(textOf(message)) : "";
}

async function givenOf(run: Run, itemId: string): Promise<readonly Given[] | undefined> {
  const { actor } = await actingAs(run, "tom");
  const item = await findItem(run.db, actor.workspace_id, itemId);
  return item && isRequest(item) ? item.details.outcome?.given : undefined;
}

async function eventsOf(run: Run, itemId: string): Promise<string[]> {
  const { actor } = await actingAs(run, "tom");
  return (await listItemEvents(run.db, actor.workspace_id, [itemId])).map(({ event }) => event);
}

describe("what a request gave", () => {
  it("is asked of whoever asked alone, once it is decided", async () => {
    const { run } = await released();
    expect(outcomeFor(run, "tom")).toContain("What did this give you?");
    const those = ["tom", "dan", "margaret", "hugo", "ines", "priya"].filter((who) => run.as(who).dm().some(asks));
    expect(those).toEqual(["tom"]);
  });

  it("is read by whoever leads where somebody of the team asked, and asked of them once that person has no role", async () => {
    const { run, itemId } = await released("priya");
    expect(run.as("priya").dm().some(asks)).toBe(true);
    expect(outcomeFor(run, "tom")).not.toContain("What did this give");
    await pressGiven(run.as("priya"), QUESTION, ["people"]);
    await run.to("2026-11-04T10:05Z");
    expect(await givenOf(run, itemId)).toEqual(["people"]);
    expect(outcomeFor(run, "tom")).toContain("✓ Priya Raman got people");

    const { actor: priya } = await actingAs(run, "priya");
    await run.db.deleteFrom("seat").where("person_id", "=", priya.id).execute();
    await expect(sayGiven(await actingAs(run, "priya"), { itemId, given: [] })).rejects.toMatchObject({
      code: "REQUEST_NOT_FOR_YOU",
    });
    await sayGiven(await actingAs(run, "tom"), { itemId, given: ["people", "time"] });
    await run.to("2026-11-04T10:10Z");
    expect(run.as("tom").dm().some(asks)).toBe(true);
  });

  it("is saved as it is chosen, shows below the outcome, and can be changed and taken back", async () => {
    const { run, itemId } = await released();
    await pressGiven(run.as("tom"), QUESTION, ["access", "money"]);
    await run.settle();
    expect(await givenOf(run, itemId)).toEqual(["money", "access"]);
    expect(outcomeFor(run, "tom")).toContain("✓ You got money and access");

    await pressGiven(run.as("tom"), QUESTION, ["people"]);
    await run.settle();
    expect(await givenOf(run, itemId)).toEqual(["people"]);

    await pressGiven(run.as("tom"), QUESTION, []);
    await run.to("2026-11-04T10:05Z");
    expect(await givenOf(run, itemId)).toBeUndefined();
    expect(outcomeFor(run, "tom")).toContain("What did this give you?");
    expect((await eventsOf(run, itemId)).filter((event) => event === "given")).toHaveLength(3);
  });

  it("is one fact, however often it is said", async () => {
    const { run, itemId } = await released();
    for (let times = 0; times < 2; times += 1) await sayGiven(await actingAs(run, "tom"), { itemId, given: ["time"] });
    expect((await eventsOf(run, itemId)).filter((event) => event === "given")).toHaveLength(1);
  });

  it("stands on the item, where whoever leads says it too, with its history in words", async () => {
    const { run, itemId } = await released();
    const dan = run.as("dan");
    await dan.command("/drumbeat find REQ-1");
    const shown = await dan.waitForView();
    expect(plain(JSON.stringify(shown.blocks))).toContain("What did this give Tom Baker?");
    await dan.pressInView({ actionId: `${requestIds.given}:${itemId}`, options: ["people", "obstacle"] });
    const anew = plain(JSON.stringify(dan.view()?.blocks));
    expect(anew).toContain("✓ Tom Baker got people and an obstacle removed");
    expect(anew).toContain("What it gave: – → People, an obstacle removed");
    expect(anew).toContain("said what it gave");
  });

  it("reads in French", async () => {
    const { run, itemId } = await released();
    await run.db.updateTable("person").set({ locale: "fr-FR" }).where("handle", "=", "tom").execute();
    await sayGiven(await actingAs(run, "tom"), { itemId, given: ["money", "obstacle"] });
    await run.settle();
    expect(outcomeFor(run, "tom")).toContain("✓ Obtenu : budget, un obstacle levé");
  });

  it.each([
    ["margaret", "REQUEST_NOT_FOR_YOU"],
    ["hugo", "REQUEST_NOT_FOR_YOU"],
    ["priya", "REQUEST_NOT_FOR_YOU"],
    ["sam", "REQUEST_NOT_FOR_YOU"],
  ])("is refused to %s", async (who, code) => {
    const { run, itemId } = await released();
    await expect(sayGiven(await actingAs(run, who), { itemId, given: ["money"] })).rejects.toMatchObject({ code });
    expect(await givenOf(run, itemId)).toBeUndefined();
  });

  it("is refused before there is a decision, and where the program is closed", async () => {
    const { run, itemId } = await asked();
    const tom = await actingAs(run, "tom");
    await expect(sayGiven(tom, { itemId, given: ["money"] })).rejects.toMatchObject({ code: "ITEM_MOVED_ON" });
    const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    await closeProgram(tom, { programId });
    await expect(sayGiven(tom, { itemId, given: ["money"] })).rejects.toMatchObject({ code: "PROGRAM_CLOSED" });
  });
});
