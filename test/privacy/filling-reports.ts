/** Pages, people of a program, questions, drafts and digests, filled with somebody's words; what others ask of them first. */

import { putInto } from "../../src/demo/answer-check-in.ts";
import { readPage } from "../../src/pages/reading.ts";
import { askForApproval, saveSection } from "../../src/pages/writing-and-approving.ts";
import { digestsTo } from "../../src/reports/digest/digest-reading.ts";
import { askLead } from "../../src/reports/digest/questions.ts";
import { changeWords, setReportApprover } from "../../src/reports/drafts/drafts.ts";
import { saveChoice } from "../../src/sponsorship/candidates.ts";
import { caseKind } from "../../src/sponsorship/case.ts";
import { openForm } from "../support/run.ts";
import { allowChoosing, nameStakeholder } from "../support/stakeholders.ts";
import type { Story } from "./filling.ts";
import { answerDay, answerMonthly } from "./filling-answers.ts";

export async function onPages({ run, zoe, me, tom, lea, atlas, borea }: Story): Promise<void> {
  const { services } = run.app;
  await zoe.form("page.edit", { page: "case", programId: atlas, section: "cost" });
  // As it was written before a benefit was a measure.
  const old = { name: "Refunds", baseline: "1", target: "2" };
  const benefits = { kind: caseKind, programId: atlas, section: "benefits", revision: 0, text: "", measures: [old] };
  await saveSection({ ...services, actor: me }, benefits);
  const measures = `${zoe.word("submit page.section", "measures")}: 1 → 2`;
  await zoe.form("page.edit", { page: "case", programId: atlas, section: "benefits" }, { measures });
  const ofBorea = { kind: caseKind, programId: borea };
  const written = { ...ofBorea, section: "purpose", revision: 0, text: "Why", measures: [] };
  await saveSection({ ...services, actor: tom }, written);
  await askForApproval({ ...services, actor: tom }, { ...ofBorea, approver: me });
  await run.settle();
  const { sectionIds: read } = await readPage(services, me, ofBorea);
  await zoe.form("page.send_back", { page: "case", programId: borea, read });

  const stance = { stance: "agreed-if", stanceOn: "2026-11-20", nextOn: "2026-12-18" };
  await zoe.form("people.add", atlas, { ...stance, owner: "tom" });
  const { id } = await run.db
    .selectFrom("item")
    .select("id")
    .where("type", "=", "stakeholder")
    .executeTakeFirstOrThrow();
  await zoe.press("people.act", `approach:${id}`, { isOption: true });
  await zoe.submit();
  await nameStakeholder(services, tom, borea, { person: lea, owner: tom });
  await allowChoosing(run.db);
  await saveChoice({ ...services, actor: tom }, { programId: borea, candidates: [lea.id], scorers: [tom, me] });
  const candidate = await run.db.selectFrom("sponsor_candidate").select("id").executeTakeFirstOrThrow();
  await zoe.form(`choosing.score:${candidate.id}`, candidate.id);
}

export async function inReports(story: Story): Promise<void> {
  const { run, zoe, me, tom, sofia, atlas, borea } = story;
  const { services } = run.app;
  await zoe.form("question.ask", borea);
  const asked = { programId: atlas, digestId: null, words: "Why?", viewId: "V9" };
  await askLead({ ...services, actor: sofia }, asked);
  await run.settle();
  await zoe.form("question.reply", `${sofia.id}:V9`);
  await zoe.form("program.edit", atlas, { labels: "Line: East" });

  await setReportApprover({ ...services, actor: tom }, { programId: borea, approver: "sponsor" });
  await run.to("2026-11-30T12:00:00.000Z");
  await answerMonthly(story);
  await openForm(run, "tom", "monthly-b");
  for (const [field, value] of Object.entries({ health: "green", "bottom-line": "Well", progress: "Done" }))
    await putInto(run.as("tom"), `answer:${field}`, value);
  await run.as("tom").submit();
  await run.to("2026-12-02T12:00:00.000Z");
  await answerDay(story);
  const unsent = async (programId: string) => {
    const reports = run.db.selectFrom("report").select("id").where("program_id", "=", programId);
    return (await reports.where("sent_at", "is", null).executeTakeFirstOrThrow()).id;
  };
  await zoe.form("report_draft.change", await unsent(atlas));
  const line = { kind: "bottom-line" as const, from: "Well", to: "Very well" };
  const changed = { reportId: await unsent(borea), seenAt: null, changed: { lines: [line] } };
  await changeWords({ ...services, actor: tom }, changed);
  await run.settle();
  const approvals = run.db
    .selectFrom("approval")
    .select("id")
    .where("asked_of", "=", me.id)
    .where("state", "=", "asked");
  await zoe.form("report_draft.refuse", (await approvals.executeTakeFirstOrThrow()).id);
  await run.to("2026-12-03T12:00:00.000Z");
  const sent = run.db
    .selectFrom("report")
    .select("id")
    .where("program_id", "=", atlas)
    .where("sent_at", "is not", null);
  await zoe.form("report.correct", (await sent.executeTakeFirstOrThrow()).id);
  const digestId = (await digestsTo(run.db, me)).at(-1)?.id ?? "";
  await zoe.form("thanks.open", digestId);
  await zoe.press("digest.seen", digestId);
  await zoe.form("digest.forward", digestId, { person: "sam", text: zoe.word("submit digest.forward_form", "text") });
  const { id: cadenceId } = await run.db
    .selectFrom("cadence")
    .select("id")
    .where("key", "=", "monthly")
    .executeTakeFirstOrThrow();
  await zoe.press("cadence.menu", `pause:${cadenceId}`, { isOption: true });
  await zoe.submit();
  await zoe.actor.say(zoe.word("event message.im", "text"));
  zoe.taken.add("event message.im");
  await run.settle();
  await zoe.command("erase");
  await zoe.submit({ person: "nina" });
}
