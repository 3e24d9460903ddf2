/** Acts on steps, gates, tracks, roles and work requests. */
import { askApproval } from "../../../src/approvals/approvals.ts";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { closeProgram } from "../../../src/programs/changes.ts";
import { closeItem, handOver } from "../../../src/register/acts.ts";
import { changePlan } from "../../../src/tracks/change-plan.ts";
import { askFor } from "../../../src/tracks/hand-offs.ts";
import { answerAsHeir } from "../../../src/tracks/leaver-items.ts";
import { builtInTrack } from "../../../src/tracks/library.ts";
import { askAboutStep, giveStep, moveStep } from "../../../src/tracks/look-after.ts";
import type { PlanChange } from "../../../src/tracks/plan-changes.ts";
import { startTrack, stopTrack } from "../../../src/tracks/start-and-stop.ts";
import { acceptStep, answerGate, completeStep, declineStep, handBack } from "../../../src/tracks/steps.ts";
import { trackTemplateSchema } from "../../../src/tracks/template.ts";
import { saveAsTemplate } from "../../../src/tracks/templates.ts";
import { getTrack, stepsOf } from "../../../src/tracks/tracks.ts";
import { startWelcome } from "../../../src/tracks/welcome.ts";
import { askRequester } from "../../../src/tracks/work/ask-requester.ts";
import { changeWork, confirmChange } from "../../../src/tracks/work/change-request.ts";
import { getWorkRequest } from "../../../src/tracks/work/request-queries.ts";
import { takeTypes } from "../../../src/tracks/work/request-types.ts";
import {
  askForWork,
  completeIntake,
  declineWork,
  joinWork,
  proposeToJoin,
  refuseToJoin,
  splitWork,
  withdrawWork,
} from "../../../src/tracks/work/requests.ts";
import { validateSeveral } from "../../../src/tracks/work/validate.ts";
import { askForCapacity, holdWork, orderWork, resumeWork, startWork } from "../../../src/tracks/work/work-queue.ts";
import { addLibraryRoles, endRole, saveRole } from "../../../src/tracks/working-roles.ts";
import { addQuietly } from "../../support/acting.ts";
import { kind } from "./kinds.ts";
import type { World } from "./world.ts";

interface OnTrack {
  trackId: string;
  /** Of its steps by key, the item. */
  items: ReadonlyMap<string, string>;
}

const step = (key: string, more: object) => ({
  key,
  title: `Step ${key}`,
  role: "lead",
  accountable: "sponsor",
  term: 5,
  ...more,
});
const TEMPLATE = trackTemplateSchema.parse({
  version: 1,
  key: "launch",
  name: "Launch",
  purpose: "It goes live",
  steps: [step("one", {}), step("beside", {}), step("two", { after: ["one", "beside"] }), step("gate", { gate: true })],
});

async function running(world: World): Promise<OnTrack> {
  const { by, programId } = world;
  const trackId = await startTrack(by("lea"), { programId, template: TEMPLATE });
  return { trackId, items: await itemsOf(world, trackId) };
}

async function itemsOf({ run, person }: World, trackId: string): Promise<ReadonlyMap<string, string>> {
  const { workspace_id: workspaceId } = person("lea");
  const steps = await stepsOf(run.db, workspaceId, [await getTrack(run.db, workspaceId, trackId)]);
  return new Map(steps.map(({ key, stands }) => [key, stands.item_id ?? ""]));
}

const done = ({ by }: World, { items }: OnTrack, key: string) =>
  completeStep(by("lea"), { itemId: items.get(key) ?? "", checked: 0, note: "" });
const closeAll = ({ by, programId }: World) => closeProgram(by("lea"), { programId });
const stop = ({ by }: World, { trackId }: OnTrack) => stopTrack(by("dan"), { trackId });

/** On the version that is there when it begins. */
const change = async ({ by, run }: World, { trackId }: OnTrack, what: PlanChange) => {
  const { template_id: seen } = await getTrack(run.db, by("dan").actor.workspace_id, trackId);
  await changePlan(by("dan"), { trackId, seen, change: what });
};

const steps = kind("step", running, {
  "leave out": (world, track) => change(world, track, { kind: "leave-out", key: "one" }),
  "one more": (world, track) =>
    change(world, track, { kind: "add", after: "one", title: "More", role: "lead", term: 2 }),
  accept: ({ by }, { items }) => acceptStep(by("lea"), { itemId: items.get("one") ?? "" }),
  complete: (world, track) => done(world, track, "one"),
  "complete another": (world, track) => done(world, track, "beside"),
  give: ({ by, person }, { items }) =>
    giveStep(by("lea"), { itemId: items.get("one") ?? "", owner: person("tom"), note: "" }),
  "give to another": ({ by, person }, { items }) =>
    giveStep(by("dan"), { itemId: items.get("one") ?? "", owner: person("nina"), note: "" }),
  move: ({ by }, { items }) =>
    moveStep(by("dan"), { itemId: items.get("one") ?? "", to: "2027-02-01", reason: "Later" }),
  "ask about": ({ by, person }, { items }) =>
    askAboutStep(by("dan"), { itemId: items.get("one") ?? "", person: person("lea"), words: "When?" }),
  decline: ({ by }, { items }) => declineStep(by("lea"), { itemId: items.get("one") ?? "", reason: "No" }),
  stop,
  "as template": ({ by }, { trackId }) => saveAsTemplate(by("dan"), { trackId, name: "Launch again" }),
  closeAll,
});

const handedBack = kind(
  "step after others",
  async (world) => {
    const begun = await running(world);
    await done(world, begun, "one");
    await done(world, begun, "beside");
    return { trackId: begun.trackId, items: await itemsOf(world, begun.trackId) };
  },
  {
    "hand back": ({ by }, { items }) =>
      handBack(by("lea"), { itemId: items.get("two") ?? "", to: "one", missing: "The list" }),
    "hand back to another": ({ by }, { items }) =>
      handBack(by("lea"), { itemId: items.get("two") ?? "", to: "beside", missing: "The plan" }),
    complete: (world, track) => done(world, track, "two"),
    stop,
  },
);

const gateBy = ({ by }: World, { items }: OnTrack, reason: string | null) =>
  answerGate(by("sofia"), { itemId: items.get("gate") ?? "", reason });

const gate = kind(
  "gate",
  async (world) => {
    const begun = await running(world);
    await done(world, begun, "gate");
    return begun;
  },
  {
    "leave out": (world, track) => change(world, track, { kind: "leave-out", key: "gate" }),
    approve: (world, track) => gateBy(world, track, null),
    refuse: (world, track) => gateBy(world, track, "Not yet"),
    "name another": ({ by, person }, { items }) =>
      giveStep(by("dan"), { itemId: items.get("gate") ?? "", owner: person("nina"), note: "" }),
    "move the approval": ({ by }, { items }) =>
      moveStep(by("dan"), { itemId: items.get("gate") ?? "", to: "2027-02-01", reason: "" }),
    stop,
    closeAll,
  },
);

const NO_LISTS = { answersFor: "", skills: "", tasks: "", firstTasks: "", gives: "", needs: "", learning: "" };

const roles = kind(
  "working role",
  async ({ run, by, programId }) => {
    await addLibraryRoles(by("lea"), { programId, keys: ["developer"] });
    const role = run.db.selectFrom("working_role").select("id").where("program_id", "=", programId);
    return { roleId: (await role.executeTakeFirstOrThrow()).id };
  },
  {
    change: ({ by, person, programId }, { roleId }) =>
      saveRole(by("lea"), { programId, roleId, name: "Coder", ...NO_LISTS, holders: [person("tom")] }),
    "change otherwise": ({ by, person, programId }, { roleId }) =>
      saveRole(by("dan"), { programId, roleId, name: "Builder", ...NO_LISTS, holders: [person("nina")] }),
    add: ({ by, programId }) =>
      saveRole(by("lea"), { programId, roleId: null, name: "Tester", ...NO_LISTS, holders: [] }),
    "from library": ({ by, programId }) => addLibraryRoles(by("dan"), { programId, keys: ["developer", "marketer"] }),
    end: ({ by }, { roleId }) => endRole(by("lea"), { roleId }),
    welcome: ({ by, person, programId }) => startWelcome(by("lea"), { programId, personId: person("nina").id }),
    "welcome too": ({ by, person, programId }) => startWelcome(by("dan"), { programId, personId: person("nina").id }),
    "ask for": ({ by, programId }) =>
      askFor(by("nina"), { programId, from: "developer", to: "marketer", what: "The figures" }),
  },
);

interface Work {
  id: string;
  otherId: string;
  /** Of the step that is open. */
  itemId: string;
  checks: number;
}

const ANSWERS = { campaign: "Win-back", goal: "A tenth", audience: "Gone for a year" };

async function work(world: World): Promise<Work> {
  const { by, programId } = world;
  await takeTypes(by("lea"), { programId, keys: ["campaign"] });
  const ask = () => askForWork(by("ola"), { programId, key: "campaign", answers: ANSWERS });
  const id = await ask();
  const otherId = await ask();
  return { id, otherId, ...(await openStep(world, id)) };
}

async function openStep({ run, person }: World, id: string): Promise<Pick<Work, "itemId" | "checks">> {
  const [step] = (await getWorkRequest(run.db, person("lea").workspace_id, id)).current;
  return { itemId: step?.stands.item_id ?? "", checks: step?.checks.length ?? 0 };
}

const validate = (world: World, { itemId, checks }: Pick<Work, "itemId" | "checks">) =>
  completeStep(world.by("lea"), { itemId, checked: checks, note: "" });
const askForMore = (world: World, { itemId }: Work) => askRequester(world.by("lea"), { itemId, missing: "When?" });

const changeByRequester = ({ by }: World, { id }: Work) =>
  changeWork(by("ola"), { id, answers: { ...ANSWERS, goal: "A fifth" } });

const ON_WORK = {
  decline: ({ by }: World, { id }: Work) => declineWork(by("lea"), { id, reason: "No" }),
  withdraw: ({ by }: World, { id }: Work) => withdrawWork(by("ola"), { id }),
  merge: ({ by }: World, { id, otherId }: Work) => proposeToJoin(by("lea"), { id, intoId: otherId }),
  "merge back": ({ by }: World, { id, otherId }: Work) => proposeToJoin(by("dan"), { id: otherId, intoId: id }),
  hold: ({ by }: World, { id }: Work) => holdWork(by("dan"), { id, until: "2026-11-10", because: "Later" }),
  closeAll,
};

const validated = kind("work request", work, {
  ...ON_WORK,
  split: ({ by }, { id }) => splitWork(by("lea"), { id, title: "Second" }),
  capacity: ({ by }, { id }) =>
    askForCapacity(by("lea"), { id, what: "One more", neededBy: "2026-11-12", how: "words", options: [] }),
  "ask for more": askForMore,
  change: changeByRequester,
  "validate several": ({ by }, { id, otherId }) =>
    validateSeveral(by("lea"), { ids: [id, otherId], verdict: "take", words: "" }),
  validate,
  ask: ({ by, programId }) => askForWork(by("tom"), { programId, key: "campaign", answers: ANSWERS }),
  "take no more": ({ by, programId }) => takeTypes(by("dan"), { programId, keys: [] }),
});

const ordered = kind(
  "work request in the list",
  async (world) => {
    const asked = await work(world);
    for (const id of [asked.id, asked.otherId]) await validate(world, await openStep(world, id));
    return asked;
  },
  {
    start: ({ by }, { id }) => startWork(by("lea"), { id }),
    "start otherwise": ({ by }, { id }) => startWork(by("dan"), { id }),
    up: ({ by }, { otherId }) => orderWork(by("lea"), { id: otherId, to: "up" }),
    top: ({ by }, { id }) => orderWork(by("dan"), { id, to: "top" }),
    hold: ON_WORK.hold,
    withdraw: ON_WORK.withdraw,
    merge: ON_WORK.merge,
    change: changeByRequester,
    confirm: ({ by }, { id }) => confirmChange(by("lea"), { id }),
  },
);

const incomplete = kind(
  "work request that waits",
  async (world) => {
    const asked = await work(world);
    await askForMore(world, asked);
    return asked;
  },
  {
    add: ({ by }: World, { id }: Work) => completeIntake(by("ola"), { id, answers: { ...ANSWERS, goal: "A fifth" } }),
    resume: ({ by }: World, { id }: Work) => resumeWork(by("lea"), { id }),
    withdraw: ON_WORK.withdraw,
    decline: ON_WORK.decline,
  },
);

const proposed = kind(
  "work request that may be the same",
  async (world) => {
    const { by, programId } = world;
    const asked = await work(world);
    const otherId = await askForWork(by("tom"), { programId, key: "campaign", answers: ANSWERS });
    await proposeToJoin(by("lea"), { id: asked.id, intoId: otherId });
    return { ...asked, otherId };
  },
  {
    join: ({ by }, { id }) => joinWork(by("ola"), { id }),
    "is another": ({ by }, { id }) => refuseToJoin(by("ola"), { id, words: "For others" }),
    "withdraw the other": ({ by }, { otherId }) => withdrawWork(by("tom"), { id: otherId }),
    "ask for more": askForMore,
    validate,
    withdraw: ON_WORK.withdraw,
    "merge back": ON_WORK["merge back"],
  },
);

const leaving = kind(
  "leaving",
  async ({ by, person, programId, next }) => {
    const template = builtInTrack("leaving");
    const trackId = await startTrack(by("lea"), { programId, template, about: person("tom") });
    const { id } = await addQuietly(by("tom"), {
      programId,
      type: "risk",
      details: {},
      title: "One",
      dueOn: "2026-11-20",
      sourceKey: `command:${next()}`,
    });
    const subject = { workspaceId: person("tom").workspace_id, kind: "heir", id };
    await inTransaction(by("lea").db, (tx) =>
      askApproval(by("lea"), tx, { subject, programId, askedOf: person("nina").id }),
    );
    return { trackId, id };
  },
  {
    take: ({ by }, { trackId }) => answerAsHeir(by("nina"), { trackId, reason: null }),
    "not me": ({ by }, { trackId }) => answerAsHeir(by("nina"), { trackId, reason: "Too much" }),
    close: ({ by }, { id }) => closeItem(by("tom"), { id, note: "" }),
    "hand over": ({ by, person }, { id }) => handOver(by("tom"), { id, owner: person("dan"), note: "" }),
  },
);

export const OF_TRACKS = [leaving, steps, handedBack, gate, roles, validated, ordered, incomplete, proposed];
