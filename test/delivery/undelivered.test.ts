/** What Slack does not take counts against nobody, and those whom it concerns hear of it. */
import { expect, it } from "vitest";
import { retryFailed } from "../../src/delivery/failed.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { trackTemplateSchema } from "../../src/tracks/template.ts";
import { addQuietly, WHOLE_REQUEST } from "../support/acting.ts";
import { actingAs, aRun, LEA, type Run, SOFIA, TOM, textOf } from "../support/run.ts";

/** Tom leads; what Léa of his team asks him is needed on 12 November. */
async function aRequest(): Promise<{ run: Run; itemId: string }> {
  const run = await aRun({
    isTogether: true,
    people: [LEA, TOM, SOFIA],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["lea"] }],
    cadences: [],
  });
  await run.to("2026-11-02T12:00Z");
  const lea = await actingAs(run, "lea");
  const { actor: tom } = await actingAs(run, "tom");
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const asked = {
    programId,
    type: "request" as const,
    details: WHOLE_REQUEST,
    dueOn: "2026-11-12",
    sourceKey: "asked",
  };
  const { id: itemId } = await addQuietly(lea, { ...asked, title: "Release Dieter?", ownerId: tom.id });
  return { run, itemId };
}

async function itemOf({ run, itemId }: { run: Run; itemId: string }) {
  const item = await run.db.selectFrom("item").selectAll().where("id", "=", itemId).executeTakeFirstOrThrow();
  const owner = await run.db.selectFrom("person").select("handle").where("id", "=", item.owner_id).executeTakeFirst();
  return { owner: owner?.handle, answerBy: item.answer_by };
}

function wordsTo(run: Run, handle: string): string {
  return run.as(handle).inbox().map(textOf).join("\n");
}

const POSTS = { method: "chat.postMessage" };

it("a request that Slack refused does not go up; its reader and whoever asked hear of it (P36)", async () => {
  const asked = await aRequest();
  const { run } = asked;
  run.sandbox.misbehave({ do: "answer-error", error: "msg_blocks_too_long", on: POSTS });
  await run.to("2026-11-03T12:00Z");
  expect(wordsTo(run, "tom")).toMatch(
    /Slack didn’t take a message to you\* \(Monday.2.November\): 1 request for you\./u,
  );
  expect(wordsTo(run, "lea")).toMatch(
    /Slack n’a pas accepté un message pour .*lundi.2.novembre.*«.1 demande à traiter.»\./u,
  );
  expect(wordsTo(run, "tom")).not.toContain("Release Dieter?");
  await run.to("2026-11-20T12:00Z");
  expect((await itemOf(asked)).owner).toBe("tom");
  expect(wordsTo(run, "sofia")).not.toContain("Release Dieter?");
  const tom = run.as("tom");
  const [notice] = tom.inbox();
  if (!notice) throw new Error("Tom has no message.");
  await tom.press(notice, { label: "Show" });
  expect(JSON.stringify((await tom.waitForView()).blocks)).toContain("Release Dieter?");
});

it("whoever leads hears of a message to another that Slack refused (P36)", async () => {
  const { run } = await aRequest();
  const lea = await actingAs(run, "lea");
  const { actor: sofia } = await actingAs(run, "sofia");
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await run.to("2026-11-03T12:00Z");
  const asked = {
    programId,
    type: "request" as const,
    details: WHOLE_REQUEST,
    dueOn: "2026-11-05",
    sourceKey: "above",
  };
  await addQuietly(lea, { ...asked, title: "Two testers?", ownerId: sofia.id });
  run.sandbox.misbehave({ do: "answer-error", error: "msg_blocks_too_long", on: POSTS });
  await run.to("2026-11-05T16:00Z");
  expect(wordsTo(run, "tom")).toMatch(/Slack didn’t take a message to .*: “1 request for you”\./u);
});

it("a request that arrives late has its days to answer from then on, and goes up only after them (P36)", async () => {
  const asked = await aRequest();
  const { run } = asked;
  expect((await itemOf(asked)).answerBy).toBe("2026-11-10");
  run.sandbox.misbehave({ do: "answer-error", error: "msg_blocks_too_long", on: POSTS });
  await run.to("2026-11-12T10:00Z");
  expect((await itemOf(asked)).owner).toBe("tom");
  const parked = run.db.selectFrom("delivery").select("id").where("state", "=", "parked");
  const { id } = await parked.executeTakeFirstOrThrow();
  const { actor } = await actingAs(run, "sofia");
  await retryFailed(run.app.services, { actor, mayDecide: async () => undefined }, id);
  await run.settle();
  expect(wordsTo(run, "tom")).toContain("Release Dieter?");
  expect(wordsTo(run, "tom")).toMatch(/The message to you of Monday.2.November is being sent again\./u);
  expect(wordsTo(run, "tom")).not.toContain("Was to be answered");
  expect(await itemOf(asked)).toEqual({ owner: "tom", answerBy: "2026-11-12" });
  await run.to("2026-11-13T12:00Z");
  expect((await itemOf(asked)).owner).toBe("sofia");
});

it("a step that Slack refused is never late, and has its whole term once it arrives (P36)", async () => {
  const { run } = await aRequest();
  await run.to("2026-11-03T12:00Z");
  const tom = await actingAs(run, "tom");
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  const template = trackTemplateSchema.parse({
    ...{ version: 1, key: "one", name: "One", purpose: "It is done.", roles: ["developer"] },
    steps: [{ key: "do", title: "Do it", role: "developer", accountable: "lead", term: 3 }],
  });
  run.sandbox.misbehave({ do: "answer-error", error: "msg_blocks_too_long", on: POSTS });
  await startTrack(tom, { programId, template });
  const dueOn = async () =>
    (await run.db.selectFrom("item").select("due_on").where("type", "=", "step").executeTakeFirstOrThrow()).due_on;
  expect(await dueOn()).toBe("2026-11-06");
  await run.to("2026-11-04T12:00Z");
  expect(await dueOn()).toBe(null);
  await run.to("2026-11-11T10:00Z");
  const parked = run.db.selectFrom("delivery").select("id").where("kind", "=", "track-step");
  const { id } = await parked.where("state", "=", "parked").executeTakeFirstOrThrow();
  const { actor } = await actingAs(run, "sofia");
  await retryFailed(run.app.services, { actor, mayDecide: async () => undefined }, id);
  await run.settle();
  expect(await dueOn()).toBe("2026-11-16");
  expect(wordsTo(run, "tom")).toMatch(/Do it .* Mon.16.Nov/u);
});
