/** What is pressed and submitted on pages. */
import type { WebClient } from "@slack/web-api";
import { type Person, peopleByIds, readerAt } from "../people/people.ts";
import { storableText } from "../platform/database.ts";
import { DrumbeatError, refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, textsFor } from "../platform/texts/language.ts";
import { checkChannel } from "../programs/channels.ts";
import { newItemForm } from "../register/views.ts";
import { plainSection, shorten } from "../slack/blocks.ts";
import { doneView, type Listening, lineMessage, onPressOf } from "../slack/listening.ts";
import { showOver } from "../slack/stacked-views.ts";
import { detailsOfLine, MOST_MEASURES, measureLine, readMeasures, sourceOfLine } from "./measures.ts";
import { type PageAt, pageKind } from "./page-kinds.ts";
import { sendPdf } from "./page-pdf.ts";
import { differencesOf } from "./reading.ts";
import {
  type About,
  aboutLine,
  aboutPage,
  aboutRead,
  aboutSection,
  askForm,
  differencesView,
  pageIds,
  sectionForm,
  sectionView,
  sendBackForm,
  shareForm,
  shareView,
  viewOfPage,
} from "./screen.ts";
import { isEmpty, type Section } from "./sections-and-versions.ts";
import { pageTexts } from "./texts.ts";
import {
  answerPage,
  approversBeside,
  askForApproval,
  pageToAnswer,
  pageToWrite,
  saveSection,
  sharePage,
} from "./writing-and-approving.ts";

const LONGEST_QUOTED = 500;

/** As a button or a form names it. */
function pageAt(services: Services, { page, programId }: About): PageAt {
  return { kind: pageKind(services, page), programId };
}

export function listenToPages(listening: Listening<Person>, services: Services): void {
  const readerOf = (actor: Person) => readerAt(actor, services.clock.now());

  onPressOf(listening, pageIds.edit, aboutSection, async ({ value: about, actor, open }) => {
    const { kind, programId } = pageAt(services, about);
    const { program, sections } = await pageToWrite(services, actor, { kind, programId });
    const row = sections.find((each) => each.section === about.section);
    const draft = (await kind.drafts(services, program, readerOf(actor))).get(about.section);
    const first = row && !isEmpty(row) ? row : draft;
    const typed = { text: first?.text ?? "", measures: (first?.measures ?? []).map(measureLine).join("\n") };
    await open(sectionView(readerOf(actor), { kind, about, revision: row?.revision ?? 0 }, typed));
  });

  sectionForm.listen(listening, async ({ state: { revision, ...about }, filled, ...form }) => {
    const texts = textsFor(pageTexts, form.actor).form;
    const read = readMeasures(storableText(filled.measures));
    if ("misread" in read)
      return { errors: { measures: read.misread === null ? texts.many(MOST_MEASURES) : texts.misread(read.misread) } };
    const written = { section: about.section, revision, text: filled.text, measures: read.measures };
    const theirs = await saveSection({ ...services, actor: form.actor }, { ...pageAt(services, about), ...written });
    if (theirs) return { errors: { text: await overtaken(services, form.actor, theirs) } };
    await showAgain(services, form, form.belowId, about);
    return { close: true };
  });

  onPressOf(listening, pageIds.measure, aboutLine, async ({ value: about, ...press }) => {
    const { actor } = press;
    const { kind, programId } = pageAt(services, about);
    const { sections } = await pageToWrite(services, actor, { kind, programId });
    const row = sections.find((each) => each.section === about.section);
    const line = about.place === undefined ? undefined : row?.measures[about.place];
    const begun = { type: "measure" as const, isTypeFixed: true, programId };
    const form =
      row && line && about.place !== undefined
        ? {
            ...begun,
            text: line.name,
            details: detailsOfLine(line, languageOf(actor.locale)),
            sourceKey: sourceOfLine({ sectionId: row.id, place: about.place }),
          }
        : begun;
    await showOver(press, await newItemForm({ ...services, actor }, form));
  });

  onPressOf(listening, pageIds.history, aboutPage, async ({ value, ...press }) => {
    const differences = await differencesOf(services, press.actor, pageAt(services, value));
    await showOver(press, differencesView(readerOf(press.actor), differences));
  });

  onPressOf(listening, pageIds.pdf, aboutPage, async ({ value, actor, reply }) => {
    await sendPdf({ ...services, actor }, pageAt(services, value));
    await reply(lineMessage(textsFor(pageTexts, actor).file.coming));
  });

  listenToApproval(listening, services);
  listenToSharing(listening, services);
}

function listenToApproval(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, pageIds.approve, aboutRead, async ({ value: { read, ...about }, view, ...press }) => {
    await answerPage({ ...services, actor: press.actor }, { ...pageAt(services, about), read });
    await showAgain(services, press, view?.id ?? null, about);
  });

  onPressOf(listening, pageIds.sendBack, aboutRead, async ({ value: state, actor, open }) => {
    await pageToAnswer(services, actor, pageAt(services, state));
    const { cancel: close, sendingBack: texts } = textsFor(pageTexts, actor);
    const fields = { reason: { label: texts.reason, hint: texts.hint } };
    await open(sendBackForm.view({ state, title: texts.title, submit: texts.submit, close, fields }));
  });

  sendBackForm.listen(listening, async ({ actor, client, belowId, state: { read, ...about }, filled }) => {
    await answerPage({ ...services, actor }, { ...pageAt(services, about), read, reason: filled.reason });
    await showAgain(services, { actor, client }, belowId, about);
    return { close: true };
  });

  onPressOf(listening, pageIds.ask, aboutPage, async ({ value: state, actor, open }) => {
    const page = pageAt(services, state);
    const [first] = await approversBeside(services, actor, page.kind, await pageToWrite(services, actor, page));
    const { asking, cancel } = textsFor(pageTexts, actor);
    const hint = textsFor(page.kind.words, actor).approvers;
    const fields = { person: { label: asking.person, hint, initial: first?.slack_user_id } };
    const above = [plainSection(asking.lead)];
    await open(askForm.view({ state, title: asking.title, submit: asking.submit, close: cancel, above, fields }));
  });

  askForm.listen(listening, async ({ actor, client, belowId, state, filled }) => {
    const approver = await listening.actorOf(filled.person, client);
    const refused = await atPerson(actor, () =>
      askForApproval({ ...services, actor }, { ...pageAt(services, state), approver }),
    );
    if (refused) return refused;
    await showAgain(services, { actor, client }, belowId, state);
    return { close: true };
  });
}

function listenToSharing(listening: Listening<Person>, services: Services): void {
  onPressOf(listening, pageIds.share, aboutPage, async ({ value: about, actor, open }) => {
    const { approved } = await pageToWrite(services, actor, pageAt(services, about));
    await open(shareView(actor, about, approved?.number ?? 0));
  });

  shareForm.listen(listening, async ({ actor, client, viewId, state, filled }) => {
    const texts = textsFor(pageTexts, actor).sharing;
    const { person: slackId, channel: channelId } = filled;
    if (slackId === null && channelId === null) return { errors: { person: texts.toNobody } };
    const refusal =
      channelId === null ? null : await refusalOf(languageOf(actor.locale), () => checkChannel(client, channelId));
    if (refusal !== null) return { errors: { channel: refusal } };
    const to = { person: slackId === null ? null : await listening.actorOf(slackId, client), channelId };
    const refused = await atPerson(actor, () =>
      sharePage({ ...services, actor }, { ...pageAt(services, state), viewId, ...to }),
    );
    return refused ?? { show: doneView(actor, texts.done) };
  });
}

/** The page as it is now, where it is open. */
async function showAgain(
  services: Services,
  { actor, client }: { actor: Person; client: WebClient },
  viewId: string | null,
  about: About,
): Promise<void> {
  if (viewId === null) return;
  await client.views.update({ view_id: viewId, view: await viewOfPage(services, actor, pageAt(services, about)) });
}

/** What is refused of the person who was chosen is said at their field. */
async function atPerson(actor: Person, act: () => Promise<void>): Promise<{ errors: { person: string } } | null> {
  try {
    await act();
    return null;
  } catch (error) {
    const codes = ["PAGE_APPROVER", "PAGE_AUTHOR", "PAGE_READER"];
    if (!(error instanceof DrumbeatError) || !codes.includes(error.code)) throw error;
    return { errors: { person: error.sentence(languageOf(actor.locale)) } };
  }
}

/** Who was quicker, and with what: the form keeps what was typed. */
async function overtaken({ db }: Services, actor: Person, theirs: Section): Promise<string> {
  const [by] = await peopleByIds(db, actor.workspace_id, [theirs.writtenBy]);
  const theirText = [theirs.text, ...theirs.measures.map(measureLine)].filter((line) => line !== "").join(" · ");
  return textsFor(pageTexts, actor).form.overtaken(by?.name ?? "", shorten(theirText, LONGEST_QUOTED));
}
