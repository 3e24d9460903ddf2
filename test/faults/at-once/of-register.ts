/** Acts on requests and other items of the register. */
import { closeProgram } from "../../../src/programs/changes.ts";
import { programOf } from "../../../src/programs/programs.ts";
import {
  changeItem,
  closeItem,
  confirmItem,
  handOver,
  mergeItems,
  moveItemTo,
  reachMilestone,
  reopenItem,
  replaceDecision,
} from "../../../src/register/acts.ts";
import { importItems } from "../../../src/register/import/import-items.ts";
import { readImport } from "../../../src/register/import/items-from-rows.ts";
import { undoImport } from "../../../src/register/import/undo-import.ts";
import type { TypedDetails } from "../../../src/register/item-types.ts";
import { askQuestion, delegate, offerOptions, postpone, reply } from "../../../src/register/requests/acts.ts";
import { decide, undo } from "../../../src/register/requests/decide.ts";
import { escalate, handleDueRequests, replyAboutBlocker } from "../../../src/register/requests/due-requests.ts";
import { sayGiven } from "../../../src/register/requests/given.ts";
import { castVote, sendToCommittee } from "../../../src/register/requests/votes.ts";
import { addQuietly } from "../../support/acting.ts";
import { kind } from "./kinds.ts";
import { asked, type World } from "./world.ts";

interface Two {
  id: string;
  otherId: string;
  revision: number;
}

async function twoRequests(world: World): Promise<Two> {
  const { id: otherId } = await asked(world);
  const { id, revision } = await asked(world);
  return { id, otherId, revision };
}

async function twoItems(world: World, item: TypedDetails): Promise<Two> {
  const add = () =>
    addQuietly(world.by("tom"), {
      ...item,
      programId: world.programId,
      title: "One",
      dueOn: "2026-11-20",
      sourceKey: `command:${world.next()}`,
    });
  const { id: otherId } = await add();
  const { id, revision } = await add();
  return { id, otherId, revision };
}

/** What waits for a time is due now; a tick looks at it. */
async function comesDue<Subject>({ run }: World, subject: Subject): Promise<Subject> {
  await run.db.updateTable("request_term").set({ ends_at: run.clock.now() }).execute();
  return subject;
}
/** And the next one, for what it made due. */
const tick = async ({ by }: World) => {
  await handleDueRequests(by("lea"));
  await handleDueRequests(by("lea"));
};

const decideYes = ({ by }: World, { id }: Two) => decide(by("sofia"), { itemId: id, option: 0, label: "Yes" });
const decideNo = ({ by }: World, { id }: Two) => decide(by("mia"), { itemId: id, option: 1, label: "Do nothing" });
const withdraw = ({ by }: World, { id }: Two) => closeItem(by("tom"), { id, note: "Not any more" });
const merge = ({ by }: World, { id, otherId }: Two) => mergeItems(by("lea"), { id, sameAsId: otherId });
const mergeBack = ({ by }: World, { id, otherId }: Two) => mergeItems(by("lea"), { id: otherId, sameAsId: id });
const closeAll = ({ by, programId }: World) => closeProgram(by("lea"), { programId });
const ask = ({ by }: World, { id }: Two) => askQuestion(by("sofia"), { itemId: id, question: "Why?" });

const openRequest = kind("request", twoRequests, {
  decide: decideYes,
  "decide otherwise": decideNo,
  delegate: ({ by, person }, { id }) => delegate(by("sofia"), { itemId: id, person: person("ola"), why: "Hers" }),
  postpone: ({ by }, { id }) => postpone(by("sofia"), { itemId: id, until: "2026-11-19" }),
  ask,
  "to committee": ({ by }, { id }) => sendToCommittee(by("sofia"), { itemId: id }),
  "offer options": ({ by, person }, { id }) =>
    offerOptions(by("tom"), {
      itemId: id,
      title: "Two engineers?",
      decider: person("mia"),
      options: [],
      recommended: null,
      why: "",
      neededBy: "2026-11-19",
      costOfWaiting: "",
    }),
  change: ({ by }, { id, revision }) => changeItem(by("lea"), { id, revision, edit: { title: "Three?" } }),
  withdraw,
  merge,
  "merge back": mergeBack,
  "close program": closeAll,
});

const pendingDecision = kind(
  "pending decision",
  async (world) => {
    const two = await twoRequests(world);
    await decideYes(world, two);
    return comesDue(world, two);
  },
  { undo: ({ by }, { id }) => undo(by("sofia"), { itemId: id }), decideNo, withdraw, settle: tick, closeAll },
);

const decidedRequest = kind(
  "decided request",
  async (world) => {
    const two = await twoRequests(world);
    await decideYes(world, two);
    await comesDue(world, two);
    await tick(world);
    return two;
  },
  {
    "say what it gave": ({ by }, { id }) => sayGiven(by("tom"), { itemId: id, given: ["money"] }),
    "say otherwise": ({ by }, { id }) => sayGiven(by("lea"), { itemId: id, given: ["people", "time"] }),
    "take it back": ({ by }, { id }) => sayGiven(by("tom"), { itemId: id, given: [] }),
    closeAll,
  },
);

const vote = kind(
  "vote",
  async (world) => {
    const two = await twoRequests(world);
    await sendToCommittee(world.by("sofia"), { itemId: two.id });
    return comesDue(world, two);
  },
  {
    "vote first": ({ by }, { id }) => castVote(by("sam"), { itemId: id, option: 0 }),
    "vote otherwise": ({ by }, { id }) => castVote(by("sam"), { itemId: id, option: 1 }),
    "vote last": ({ by }, { id }) => castVote(by("ravi"), { itemId: id, option: 0 }),
    "close vote": tick,
    withdraw,
    merge,
    closeAll,
  },
);

const question = kind(
  "question",
  async (world) => {
    const two = await twoRequests(world);
    await ask(world, two);
    return comesDue(world, two);
  },
  {
    reply: ({ by }, { id }) => reply(by("tom"), { itemId: id, answer: "Since" }),
    "reply otherwise": ({ by }, { id }) => reply(by("lea"), { itemId: id, answer: "For" }),
    decideYes,
    withdraw,
    tick,
  },
);

const OF_ITEMS = {
  change: ({ by }: World, { id, revision }: Two) => changeItem(by("tom"), { id, revision, edit: { title: "Two" } }),
  "change otherwise": ({ by }: World, { id, revision }: Two) =>
    changeItem(by("lea"), { id, revision, edit: { title: "Three" } }),
  "hand over": ({ by, person }: World, { id }: Two) => handOver(by("tom"), { id, owner: person("nina"), note: "" }),
  move: ({ by }: World, { id }: Two) => moveItemTo(by("tom"), { id, to: "2026-11-27", reason: "Late" }),
  confirm: ({ by }: World, { id }: Two) => confirmItem(by("lea"), { id }),
  merge,
  "merge back": mergeBack,
  closeAll,
};

const risk = kind("risk", (world) => twoItems(world, { type: "risk", details: {} }), {
  ...OF_ITEMS,
  close: ({ by }, { id }) => closeItem(by("lea"), { id, note: "Over" }),
});

const closed = kind(
  "closed item",
  async (world) => {
    const two = await twoItems(world, { type: "action", details: {} });
    await closeItem(world.by("tom"), { id: two.id, note: "" });
    return two;
  },
  {
    reopen: ({ by }, { id }) => reopenItem(by("tom"), { id }),
    "reopen otherwise": ({ by }, { id }) => reopenItem(by("lea"), { id }),
    closeAll,
  },
);

const BLOCKING = { blocksWork: true, blockedSince: "2026-10-30" };

const blocker = kind(
  "blocker",
  async (world) => comesDue(world, await twoItems(world, { type: "issue", details: BLOCKING })),
  {
    escalate: ({ by }, { id }) => escalate(by("tom"), { itemId: id, note: "Help" }),
    "escalate otherwise": ({ by }, { id }) => escalate(by("lea"), { itemId: id, note: "Please" }),
    answer: ({ by }, { id }) => replyAboutBlocker(by("lea"), { itemId: id, note: "Soon" }),
    move: OF_ITEMS.move,
    solve: ({ by }, { id }) => closeItem(by("tom"), { id, note: "" }),
    "look again": tick,
    "hand over": OF_ITEMS["hand over"],
  },
);

const milestone = kind("milestone", (world) => twoItems(world, { type: "milestone", details: {} }), {
  reach: ({ by }, { id }) => reachMilestone(by("tom"), { id, on: "2026-11-02" }),
  "reach otherwise": ({ by }, { id }) => reachMilestone(by("lea"), { id, on: "2026-11-01" }),
  drop: ({ by }, { id }) => closeItem(by("lea"), { id, note: "No", as: "dropped" }),
  move: OF_ITEMS.move,
});

const DECIDED = { decidedOn: "2026-11-02" };
const anew = ({ by, next }: World, { id, revision }: Two, title: string) =>
  replaceDecision(by("lea"), { id, revision, type: "decision", details: DECIDED, title, sourceKey: `form:${next()}` });

const decision = kind("decision", (world) => twoItems(world, { type: "decision", details: DECIDED }), {
  replace: (world, two) => anew(world, two, "Two"),
  "replace otherwise": (world, two) => anew(world, two, "Three"),
});

async function imports({ by, programId, run }: World, due: string, state = "open") {
  const rows = [
    ["type", "title", "due", "state"],
    ["risk", "One", due, state],
  ].map((cells, at) => ({ line: at + 1, cells }));
  const ctx = by("lea");
  const program = await programOf(run.db, ctx.actor.workspace_id, programId);
  const { items } = readImport(rows, { owners: new Map(), language: "en", today: "2026-11-02" });
  const { id: importId } = await importItems(ctx, { program, rows: items, file: "log.csv", language: "en" });
  return { program, importId };
}

const imported = kind(
  "imported item",
  async (world) => {
    const { program, importId } = await imports(world, "2026-11-20");
    const item = await world.run.db
      .selectFrom("item")
      .select(["id", "revision"])
      .where("program_id", "=", program.id)
      .executeTakeFirstOrThrow();
    return { ...item, program, importId };
  },
  {
    undo: ({ by }, { program, importId }) => undoImport(by("lea"), { program, importId }),
    import: (world) => imports(world, "2026-11-24"),
    "import as done": (world) => imports(world, "2026-11-20", "done"),
    move: ({ by }, { id }) => moveItemTo(by("lea"), { id, to: "2026-11-27", reason: "Later" }),
    close: ({ by }, { id }) => closeItem(by("lea"), { id, note: "Over" }),
    "close program": closeAll,
  },
);

export const OF_REGISTER = [
  ...[openRequest, pendingDecision, decidedRequest, vote, question],
  ...[risk, closed, blocker, milestone, decision, imported],
];
