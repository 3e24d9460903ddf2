/** Roles, tracks and work requests, filled with somebody's words; what others ask of them first. */
import { askApproval } from "../../src/approvals/approvals.ts";
import { addLocalDays } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changePlan } from "../../src/tracks/change-plan.ts";
import { builtInTrack } from "../../src/tracks/library.ts";
import { startTrack } from "../../src/tracks/start-and-stop.ts";
import { completeStep } from "../../src/tracks/steps.ts";
import { trackTemplateSchema } from "../../src/tracks/template.ts";
import { getTrack } from "../../src/tracks/tracks.ts";
import { askRequester } from "../../src/tracks/work/ask-requester.ts";
import { takeTypes } from "../../src/tracks/work/request-types.ts";
import { askForWork, completeIntake, proposeToJoin } from "../../src/tracks/work/requests.ts";
import { saveRole } from "../../src/tracks/working-roles.ts";
import { addQuietly } from "../support/acting.ts";
import type { Story } from "./filling.ts";

export async function onTracks({ run, zoe, me, tom, atlas: programId }: Story): Promise<void> {
  const { services } = run.app;
  await zoe.form("roles.add", programId, { holders: ["zoe", "tom"] });
  await zoe.press("roles.library", programId);
  await zoe.form("roles.ask", programId);
  // Somebody else adds a line to the role: the others stay hers.
  const [role] = await run.db.selectFrom("working_role").selectAll().where("writers", "!=", "{}").execute();
  const description: Record<string, { en: string }[]> = JSON.parse(role?.description ?? "{}");
  const { name, answersFor } = JSON.parse(role?.description ?? "{}");
  const lines = (key: string) => (description[key] ?? []).map(({ en }) => en).join("\n");
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("id", "=", tom.id).execute();
  const asAdmin = { ...tom, is_named_admin: 1 as const };
  await saveRole(
    { ...services, actor: asAdmin },
    {
      programId,
      roleId: role?.id ?? "",
      name: name.en,
      answersFor: answersFor.en,
      holders: [me, tom],
      skills: lines("skills"),
      tasks: `${lines("tasks")}\nReads the news`,
      firstTasks: lines("firstTasks"),
      gives: lines("gives"),
      needs: lines("needs"),
      learning: lines("learning"),
    },
  );
  // The first task of a role becomes a step of whoever joins in it.
  await startTrack({ ...services, actor: asAdmin }, { programId, template: builtInTrack("welcome"), about: tom });
  await run.db.updateTable("person").set({ is_named_admin: 0 }).where("id", "=", tom.id).execute();
  await ownTrack({ run, zoe, me, programId });
  await addedToPlan({ run, zoe, me, tom, programId });
  const item = await stepOf(run, "one");
  await zoe.form("step.ask", item);
  // Later, and it would first show what comes late then.
  const { due_on: on } = await run.db.selectFrom("item").selectAll().where("id", "=", item).executeTakeFirstOrThrow();
  await zoe.form("step.move", item, { to: addLocalDays(on ?? "", -1) });
  await zoe.form("step.done", item, { checks: ["0"] });
  const second = await stepOf(run, "two");
  await completeStep({ ...services, actor: tom }, { itemId: second, checked: 0, note: "" });
  await zoe.form("step.refuse", second);
  await zoe.form("step.not_me", await proposedTo({ run, me, tom, programId }));
  await zoe.act("template", await trackOf(run, await stepOf(run, "start")));
}

/** Somebody is to take what another leaves. Returns the id of the track. */
async function proposedTo({ run, me, tom, programId }: Pick<Story, "run" | "me" | "tom"> & { programId: string }) {
  const { services } = run.app;
  const ctx = { ...services, actor: me };
  const trackId = await startTrack(ctx, { programId, template: builtInTrack("leaving"), about: tom });
  const left = { programId, type: "risk" as const, details: {}, title: "A risk of Tom", dueOn: "2026-11-20" };
  const { id } = await addQuietly({ ...services, actor: tom }, { ...left, sourceKey: "left:tom" });
  const subject = { workspaceId: me.workspace_id, kind: "heir", id };
  await inTransaction(run.db, (tx) => askApproval(services, tx, { subject, programId, askedOf: me.id }));
  return trackId;
}

/** She adds a step to the plan that another started, which is changed once more; it begins. */
async function addedToPlan({
  run,
  zoe,
  me,
  tom,
  programId,
}: Pick<Story, "run" | "zoe" | "me" | "tom"> & { programId: string }) {
  const template = { ...builtInTrack("rollout"), key: "another" };
  const asAdmin = { ...run.app.services, actor: { ...tom, is_named_admin: 1 as const } };
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("id", "=", tom.id).execute();
  const trackId = await startTrack(asAdmin, { programId, template });
  const first = template.steps[0]?.key ?? "";
  await zoe.press("tracks.plan", trackId);
  await zoe.actor.pressInView({ blockId: "step:add", option: first });
  for (let press = 0; press < 2; press += 1) {
    if (press === 0) zoe.actor.fill("title", zoe.word("submit tracks.plan_form", "title"));
    zoe.actor.fill(`term:add-${first}`, "3");
    await zoe.actor.submit();
  }
  zoe.taken.add("submit tracks.plan_form");
  await run.settle();
  for (const change of [
    { kind: "add", after: first, title: "Another", role: "lead", term: 2 },
    { kind: "leave-out", key: first },
    { kind: "leave-out", key: "step-2" },
  ] as const) {
    const { template_id: seen } = await getTrack(run.db, me.workspace_id, trackId);
    await changePlan(asAdmin, { trackId, seen, change });
  }
  await run.db.updateTable("person").set({ is_named_admin: 0 }).where("id", "=", tom.id).execute();
  await run.settle();
}

/** As an operator starts one from a file. */
async function ownTrack({ run, zoe, me, programId }: Pick<Story, "run" | "zoe" | "me"> & { programId: string }) {
  const word = (field: string) => zoe.word("cli track", field);
  const step = (key: string, more: object) => ({ key, title: word(`title of ${key}`), term: 5, ...more });
  const template = trackTemplateSchema.parse({
    version: 1,
    key: "own",
    name: word("name"),
    purpose: word("purpose"),
    steps: [
      step("one", { role: "lead", accountable: "sponsor", checks: [word("check")], inHand: word("in hand") }),
      step("two", { role: "team", accountable: "lead", after: ["one"], gate: true }),
    ],
  });
  await startTrack({ ...run.app.services, actor: me }, { programId, template });
  zoe.taken.add("cli track");
  await run.settle();
}

async function stepOf({ db }: Story["run"], key: string): Promise<string> {
  const steps = db.selectFrom("track_step").select("item_id").where("key", "=", key).where("item_id", "is not", null);
  return (await steps.orderBy("track_id", "desc").executeTakeFirstOrThrow()).item_id ?? "";
}

async function trackOf({ db }: Story["run"], itemId: string): Promise<string> {
  const steps = db.selectFrom("track_step").select("track_id").where("item_id", "=", itemId);
  return (await steps.executeTakeFirstOrThrow()).track_id;
}

export async function withWork({ run, zoe, me, tom, sofia, atlas, borea }: Story): Promise<void> {
  const { services } = run.app;
  await zoe.act("take", atlas, { types: ["campaign"] });
  await takeTypes({ ...services, actor: tom }, { programId: borea, keys: ["campaign"] });
  for (let place = 0; place < 2; place += 1)
    await zoe.form("work.ask", `${borea}:campaign`, { "field:channels": "Mail" });
  for (let place = 0; place < 7; place += 1) {
    const answers = { campaign: `Win-back ${place}`, goal: "More", audience: "All" };
    await askForWork({ ...services, actor: sofia }, { programId: atlas, key: "campaign", answers });
  }
  await run.settle();
  const all = await run.db.selectFrom("work_request").selectAll().orderBy("number").execute();
  const own = all.filter(({ asked_by: by }) => by === me.id);
  const [first, second, third, fourth, fifth, sixth, seventh] = all
    .filter(({ asked_by: by }) => by === sofia.id)
    .map(({ id, track_id }) => ({ id, track: track_id }));
  const validating = async (trackId = "") => {
    const steps = run.db.selectFrom("track_step").select("item_id").where("track_id", "=", trackId);
    return (await steps.where("item_id", "is not", null).executeTakeFirstOrThrow()).item_id ?? "";
  };
  await zoe.act("split", first?.id);
  await zoe.act("hold", second?.id, { until: "2026-12-15" });
  await zoe.act("decline", third?.id);
  await zoe.act("capacity", first?.id, { until: "2026-12-15" });
  await zoe.form("step.missing", await validating(fourth?.track), {});
  await zoe.form("step.give", await validating(fifth?.track), { person: "tom" });
  await zoe.form("step.decline", await validating(sixth?.track));
  await zoe.act("validate", atlas, { verdict: "decline", ticked1: [seventh?.id ?? ""] });
  const same = { campaign: "Win-back", goal: "More", audience: "All" };
  const intoId = await askForWork({ ...services, actor: sofia }, { programId: borea, key: "campaign", answers: same });
  await proposeToJoin({ ...services, actor: tom }, { id: own[0]?.id ?? "", intoId });
  await zoe.act("not-same", own[0]?.id);
  await zoe.act("object", second?.track, {}, "prioritisation");
  await zoe.act("comment", second?.id);
  // What she changes once it is validated waits for somebody to confirm it.
  const itemId = await validating(own[0]?.track_id);
  await completeStep({ ...services, actor: tom }, { itemId, checked: 1, note: "" });
  await zoe.form("work.add", own[0]?.id ?? "", { "field:channels": "Mail" });
  // Whoever takes a request over adds to it: what stood there stays hers.
  const [, adopted] = own;
  await askRequester({ ...services, actor: tom }, { itemId: await validating(adopted?.track_id), missing: "Which?" });
  await run.db
    .updateTable("work_request")
    .set({ requester_id: tom.id })
    .where("id", "=", adopted?.id ?? "")
    .execute();
  const answers = { ...JSON.parse(adopted?.answers ?? "{}"), channels: "Letters" };
  await completeIntake({ ...services, actor: tom }, { id: adopted?.id ?? "", answers });
  await run.settle();
}
