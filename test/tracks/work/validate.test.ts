/** Many requests validated in one go: what is ticked is taken, sent back or declined; what has moved on keeps none of the others. */
import { expect, it } from "vitest";
import { goAway } from "../../../src/check-ins/away/absences.ts";
import { changePlan } from "../../../src/tracks/change-plan.ts";
import { listWorkRequests } from "../../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../../src/tracks/work/request-types.ts";
import { askForWork, withdrawWork } from "../../../src/tracks/work/requests.ts";
import { viewOfValidate } from "../../../src/tracks/work/validate-form.ts";
import { opens, programId, seen } from "../../sponsorship/choosing-people.ts";
import { openHome } from "../../support/home-tab.ts";
import { actingAs, type Run, textOf } from "../../support/run.ts";
import { aProgram } from "../launch.ts";

const PEOPLE = ["sam", "nina", "lea", "sofia"];

/** Of four people, as many each. */
async function asked(each: number): Promise<Run> {
  const run = await aProgram("SQLite");
  await takeTypes(await actingAs(run, "tom"), { programId: await programId(run), keys: ["campaign"] });
  await run.to("2026-11-02T10:00:00Z");
  for (let number = 1; number <= each; number += 1)
    for (const who of PEOPLE) {
      const answers = { campaign: `No. ${number} of ${who}`, goal: "A tenth", audience: "Lapsed" };
      await askForWork(await actingAs(run, who), { programId: await programId(run), key: "campaign", answers });
    }
  await run.settle();
  return run;
}

async function requestsIn(run: Run) {
  return listWorkRequests(run.db, (await actingAs(run, "tom")).actor.workspace_id, {});
}

async function opened(run: Run, who: string): Promise<void> {
  await opens(run, who, "/drumbeat work");
  await run.as(who).pressInView({ actionId: "work.act:validate" });
}

it("validates forty of four people in three goes, each requester reading what became of theirs; one that is gone is named", async () => {
  const run = await asked(10);
  const ids = (await requestsIn(run)).map(({ id }) => id);
  await opened(run, "tom");
  expect(await seen(run, "tom")).toMatch(
    /To take one is to say: “Complete, and nobody has asked for it before”[\s\S]*Requests 1 to 10[\s\S]*Requests 31 to 40/,
  );
  await withdrawWork(await actingAs(run, "sam"), { id: ids[0] ?? "" });
  const tom = run.as("tom");
  expect(await tom.submit()).toEqual({ errors: { ticked1: "Tick at least one." } });
  for (let part = 0; part < 3; part += 1) tom.fill(`ticked${part + 1}`, ids.slice(part * 10, part * 10 + 10));
  await tom.submit();
  await run.settle();
  expect(await seen(run, "tom")).toContain("✓ 29 requests taken.\nSam Poe has dealt with ATL-W-1 in the meantime.");
  expect((await requestsIn(run)).filter(({ isToOrder, outcome }) => isToOrder && outcome === null)).toHaveLength(29);

  await opened(run, "tom");
  tom.fill("ticked1", ids.slice(30, 35));
  tom.fill("verdict", "ask");
  expect(await tom.submit()).toEqual({ errors: { words: "This is needed." } });
  tom.fill("words", "For when?");
  const { actor: sofia, ...ctx } = await actingAs(run, "sofia");
  await goAway({ ...ctx, actor: sofia }, { person: sofia, from: "2026-11-02", until: "2026-11-09", delegate: null });
  await tom.submit();
  expect(await seen(run, "tom")).toMatch(
    /✓ The requesters of 5 were asked\.\nSofia Rossi is away until Mon 9 Nov\. They read it when they are back/,
  );
  await tom.closeView({ all: true });
  // What waits for its requester is theirs to do on Home.
  const home = (await openHome(run, "sam")).join("\n");
  expect(home).toMatch(
    /^NOW\nNo\. 9 of sam · Atlas · \*Something’s missing\*, to be added by you\.\n\[Add…\] \[Open\]/,
  );
  await run.as("sam").pressInHome({ actionId: "work.add", value: ids[32] ?? "" });
  expect(await seen(run, "sam")).toContain("Add what’s missing");
  await run.as("sam").closeView();
  await opened(run, "tom");
  expect(await seen(run, "tom")).toContain("Requests 1 to 5");
  tom.fill("ticked1", ids.slice(35));
  tom.fill("verdict", "decline");
  tom.fill("words", "Not this year");
  await tom.submit();
  await run.settle();
  const all = await requestsIn(run);
  expect(all.filter(({ isIncomplete }) => isIncomplete)).toHaveLength(5);
  expect(all.filter(({ outcome, note }) => outcome === "declined" && note === "Not this year")).toHaveLength(5);
  const board = await seen(run, "tom");
  expect(board).not.toContain("[Validate…]");

  await run.to("2026-11-02T10:10:00Z");
  const ofSam = run.as("sam").dm().map(textOf).join("\n");
  expect(ofSam).toMatch(/Tom Baker: (For when\?|Not this year)/);
  expect(ofSam).toContain("Now: *Prioritisation*, with Tom Baker");
});

it("is offered to whoever has a request to validate, and is refused once none is left, with what was written kept", async () => {
  const run = await asked(1);
  const ids = (await requestsIn(run)).map(({ id }) => id);
  expect(await opens(run, "lea", "/drumbeat work")).not.toContain("Valider…");
  await expect(viewOfValidate(await actingAs(run, "lea"), await programId(run))).rejects.toMatchObject({
    code: "WORK_NONE_TO_VALIDATE",
  });
  const [{ track_id: trackId, track } = expect.fail()] = await requestsIn(run);
  const change = { kind: "leave-out", key: "validation" } as const;
  await expect(
    changePlan(await actingAs(run, "tom"), { trackId, seen: track.template_id, change }),
  ).rejects.toMatchObject({ code: "PLAN_STEP_STAYS" });
  await opened(run, "tom");
  for (const { id, requester_id: requesterId } of (await requestsIn(run)).slice(0, 2)) {
    const { handle } = await run.db
      .selectFrom("person")
      .select("handle")
      .where("id", "=", requesterId)
      .executeTakeFirstOrThrow();
    await withdrawWork(await actingAs(run, handle), { id });
  }
  run.as("tom").fill("ticked1", ids.slice(0, 2));
  run.as("tom").fill("words", "Good");
  expect(await run.as("tom").submit()).toEqual({
    errors: { ticked1: expect.stringMatching(/Sam Poe has dealt with ATL-W-1[\s\S]*Nina Diaz has dealt with ATL-W-2/) },
  });
  expect(JSON.stringify(run.as("tom").view()?.state)).toContain("Good");
});
