/** Acts on drafts, reports, questions about them, and pages. */
import { answerPage, askForApproval, saveSection, sharePage } from "../../../src/pages/writing-and-approving.ts";
import { inTransaction } from "../../../src/platform/transaction.ts";
import { closeProgram } from "../../../src/programs/changes.ts";
import { askLead, reply } from "../../../src/reports/digest/questions.ts";
import { correctReport } from "../../../src/reports/drafts/correct.ts";
import {
  approveDraft,
  changeWords,
  holdDraft,
  markFine,
  refuseDraft,
  releaseDraft,
  setReportApprover,
} from "../../../src/reports/drafts/drafts.ts";
import { freezeDraft } from "../../../src/reports/drafts/stored-drafts.ts";
import { caseKind } from "../../../src/sponsorship/case.ts";
import { aLine, aReport } from "../../reports/reported.ts";
import { kind } from "./kinds.ts";
import type { World } from "./world.ts";

interface Drafted {
  reportId: string;
}

const LINE = "Points in 4 minutes";

async function drafted({ run, by, person, programId }: World): Promise<Drafted> {
  const reportId = by("lea").ids.next();
  const lines = [aLine("value", LINE, { by: person("lea").id })];
  await run.db
    .insertInto("report")
    .values({
      workspace_id: person("lea").workspace_id,
      id: reportId,
      program_id: programId,
      rhythm: "monthly",
      period: "2026-10",
      version: 1,
      state: "draft",
      cut_off_at: run.clock.now(),
      document: JSON.stringify(aReport("borea", { programId, lines })),
      send_at: "2026-11-04T09:00:00.000Z",
      created_at: run.clock.now(),
    })
    .execute();
  return { reportId };
}

const saying = (to: string) => ({ lines: [{ kind: "value" as const, from: LINE, to }] });
const change = ({ by }: World, { reportId }: Drafted) =>
  changeWords(by("lea"), { reportId, seenAt: null, changed: saying("In 3 minutes") });
const changeToo = ({ by }: World, { reportId }: Drafted) =>
  changeWords(by("dan"), { reportId, seenAt: null, changed: saying("In 2 minutes") });
const hold = ({ by }: World, { reportId }: Drafted) => holdDraft(by("dan"), { reportId });
const closeAll = ({ by, programId }: World) => closeProgram(by("lea"), { programId });

async function send({ run, by, person, programId }: World, { reportId }: Drafted): Promise<void> {
  const fresh = aReport("borea", { programId, lines: [aLine("value", LINE, { by: person("lea").id })] });
  const workspaceId = person("lea").workspace_id;
  await inTransaction(run.db, (tx) => freezeDraft(by("lea"), tx, { workspaceId, reportId, fresh }));
}

const drafts = kind("draft", drafted, {
  fine: ({ by }, { reportId }) => markFine(by("lea"), { reportId }),
  "fine too": ({ by }, { reportId }) => markFine(by("dan"), { reportId }),
  change,
  changeToo,
  hold,
  "set approver": ({ by, programId }) => setReportApprover(by("dan"), { programId, approver: "sponsor" }),
  send,
  closeAll,
});

const held = kind(
  "draft that is held",
  async (world) => {
    const made = await drafted(world);
    await hold(world, made);
    return made;
  },
  {
    release: ({ by }, { reportId }) => releaseDraft(by("lea"), { reportId }),
    "release too": ({ by }, { reportId }) => releaseDraft(by("dan"), { reportId }),
    change,
    send,
  },
);

const approved = kind(
  "draft that waits for approval",
  async (world) => {
    const made = await drafted(world);
    await setReportApprover(world.by("lea"), { programId: world.programId, approver: "sponsor" });
    await change(world, made);
    const asked = world.run.db.selectFrom("approval").select("id").where("subject_id", "=", made.reportId);
    const { id: approvalId } = await asked.where("state", "=", "asked").executeTakeFirstOrThrow();
    const { words_at: seenAt } = await world.run.db
      .selectFrom("report")
      .select("words_at")
      .where("id", "=", made.reportId)
      .executeTakeFirstOrThrow();
    return { ...made, approvalId, seenAt };
  },
  {
    approve: ({ by }, { approvalId }) => approveDraft(by("sofia"), { approvalId }),
    refuse: ({ by }, { approvalId }) => refuseDraft(by("sofia"), { approvalId, reason: "No" }),
    change: ({ by }, { reportId, seenAt }) =>
      changeWords(by("dan"), { reportId, seenAt, changed: saying("In 1 minute") }),
    "no approver": ({ by, programId }) => setReportApprover(by("dan"), { programId, approver: null }),
    hold,
    send,
  },
);

const correct = (world: World, { reportId }: Drafted, by: "lea" | "dan", to: string) =>
  correctReport(world.by(by), { reportId, changed: saying(to), status: null, why: "Counted anew" });

const sent = kind(
  "report",
  async (world) => {
    const made = await drafted(world);
    await send(world, made);
    return made;
  },
  {
    correct: (world, report) => correct(world, report, "lea", "In 6 minutes"),
    "correct too": (world, report) => correct(world, report, "dan", "In 7 minutes"),
    closeAll,
  },
);

const questions = kind(
  "question about a report",
  async ({ by, person, programId, next }) => {
    const viewId = next();
    await askLead(by("sofia"), { programId, digestId: null, words: "Why?", viewId });
    return { questionId: `${person("sofia").id}:${viewId}` };
  },
  {
    reply: ({ by }, { questionId }) => reply(by("lea"), { questionId, words: "Since" }),
    "reply too": ({ by }, { questionId }) => reply(by("dan"), { questionId, words: "For" }),
    closeAll,
  },
);

const write = ({ by, programId }: World, handle: "lea" | "dan", revision: number, text: string) =>
  saveSection(by(handle), { kind: caseKind, programId, section: "purpose", revision, text, measures: [] });

const pages = kind(
  "page",
  async (world) => {
    await write(world, "lea", 0, "Faster tills");
    const row = world.run.db.selectFrom("page_section").select("id").where("program_id", "=", world.programId);
    return { read: { purpose: (await row.executeTakeFirstOrThrow()).id } };
  },
  {
    write: (world) => write(world, "lea", 1, "Fast tills"),
    "write too": (world) => write(world, "dan", 1, "Quick tills"),
    ask: ({ by, person, programId }) =>
      askForApproval(by("lea"), { kind: caseKind, programId, approver: person("sofia") }),
    "ask another": ({ by, person, programId }) =>
      askForApproval(by("dan"), { kind: caseKind, programId, approver: person("mia") }),
    approve: ({ by, programId }, { read }) => answerPage(by("sofia"), { kind: caseKind, programId, read }),
    "send back": ({ by, programId }, { read }) =>
      answerPage(by("mia"), { kind: caseKind, programId, read, reason: "More" }),
    closeAll,
  },
);

const approvedPages = kind(
  "approved page",
  async (world) => {
    await write(world, "lea", 0, "Faster tills");
    const { id } = await world.run.db
      .selectFrom("page_section")
      .select("id")
      .where("program_id", "=", world.programId)
      .executeTakeFirstOrThrow();
    await answerPage(world.by("sofia"), { kind: caseKind, programId: world.programId, read: { purpose: id } });
  },
  {
    share: ({ by, person, programId }) =>
      sharePage(by("lea"), { kind: caseKind, programId, person: person("sofia"), channelId: null, viewId: "V1" }),
    write: (world) => write(world, "dan", 1, "Quick tills"),
    closeAll,
  },
);

export const OF_REPORTS = [approvedPages, drafts, held, approved, sent, questions, pages];
