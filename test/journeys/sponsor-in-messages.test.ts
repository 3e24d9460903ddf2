/**
 * A sponsor who only ever presses in the messages that come: asked to appear, and everything that may become of it; thanks.
 * What test/register/appearances.test.ts shows is not shown again: that it happened, that whoever is sent declines, that nobody
 * goes in the place of whoever cannot any more, that the other sponsor is asked when the first leaves the company the day before.
 */
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { answerAppearance, proposeAppearance, thank, tickAppearance } from "../../src/demo/sponsoring.ts";
import { closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import {
  aRun,
  arrivals,
  arrivalsIn,
  asItIsNow,
  openForm,
  PROGRESS_TO_SPONSORS,
  personIn,
  type Run,
  textOf,
} from "../support/run.ts";

const inEnglish = {
  language: "English",
  lead: { handle: "tom", name: "Tom Baker", tz: "Europe/London", locale: "en-GB" },
  sponsor: { handle: "sofia", name: "Sofia Rossi", tz: "Europe/London", locale: "en-GB" },
  member: { handle: "oliver", name: "Oliver Hughes", tz: "Europe/London", locale: "en-GB" },
  titles: { first: "Leeds all-hands", second: "York opening", third: "Bath visit", last: "Hull opening" },
  why: "why members come first",
  sentences: ["Members come first.", "The stores decide.", "Thank you."],
  asked:
    "*Be seen* · Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes: why members come first. Three sentences are ready.",
  accepted: "✓ You speak in Leeds on Thu 12 Nov, 10:00. Tom Baker knows.",
  calendar: "Add to calendar",
  calendars: "[Google Calendar] [Outlook] [A file for any other]",
  file: "A file for any other",
  fileName: "appearance-2026-11-12.ics",
  see: "See the sentences",
  tomorrow: "Tomorrow, 10:00, Leeds: your three sentences.",
  passedOn: "Leeds all-hands: Oliver Hughes is asked instead.",
  theirs: "✓ You speak in Leeds on Thu 12 Nov, 10:00. Tom Baker knows.",
  toldSent: "Sofia Rossi sends Oliver Hughes, who is asked now: Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes.",
  didItHappen: "Oliver Hughes: Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes. Did it happen?",
  didNot: "✓ Leeds all-hands, Thu 12 Nov, 10:00, 5 minutes: it did not happen.",
  wasPlanned: "Leeds all-hands was planned for Thu 12 Nov, 10:00.",
  declined: "Noted. Tom Baker knows, without a reason. No such request before Tuesday 1 December.",
  waits: "*Be seen* · Bath visit, Thu 10 Dec",
  passed: "Bath visit was planned for Thu 10 Dec, 10:00.",
  expired: "Sofia Rossi: Bath visit, Thu 10 Dec, 10:00, 5 minutes. Did it happen?",
  closing: "*Be seen* · Hull opening, Tue 12 Jan",
  closed: "Hull opening: not needed any more.",
  words: "You saved the week before Christmas.",
  thanked: "*Thank you* · from Sofia Rossi to the team of Atlas",
};

type Words = typeof inEnglish;

const inFrench: Words = {
  language: "French",
  lead: { handle: "lea", name: "Léa Martin", tz: "Europe/Paris", locale: "fr-FR" },
  sponsor: { handle: "ines", name: "Inès Carpentier", tz: "Europe/Paris", locale: "fr-FR" },
  member: { handle: "hugo", name: "Hugo Lambert", tz: "Europe/Paris", locale: "fr-FR" },
  titles: { first: "Réunion générale", second: "Ouverture de Nice", third: "Visite de Metz", last: "Ouverture de Dax" },
  why: "pourquoi les membres passent en premier",
  sentences: ["Les membres d’abord.", "Les magasins décident.", "Merci."],
  asked:
    "*Être là* · Réunion générale, jeu. 12 nov., 10 h, 5 minutes : pourquoi les membres passent en premier. Trois phrases sont prêtes.",
  accepted: "✓ Vous intervenez à Leeds le jeu. 12 nov. à 10 h. Léa Martin en a connaissance.",
  calendar: "Mettre à l’agenda",
  calendars: "[Google Agenda] [Outlook] [Un fichier pour tout autre]",
  file: "Un fichier pour tout autre",
  fileName: "intervention-2026-11-12.ics",
  see: "Voir les phrases",
  tomorrow: "Demain, 10 h, Leeds : vos trois phrases.",
  passedOn: "Réunion générale : la demande est passée à Hugo Lambert.",
  theirs: "✓ Vous intervenez à Leeds le jeu. 12 nov. à 10 h. Léa Martin en a connaissance.",
  toldSent:
    "Inès Carpentier propose Hugo Lambert, à qui la demande est passée : Réunion générale, jeu. 12 nov., 10 h, 5 minutes.",
  didItHappen: "Hugo Lambert : Réunion générale, jeu. 12 nov., 10 h, 5 minutes. A-t-elle eu lieu ?",
  didNot: "✓ Réunion générale, jeu. 12 nov., 10 h, 5 minutes : l’intervention n’a pas eu lieu.",
  wasPlanned: "Réunion générale : la date du jeu. 12 nov. à 10 h est passée.",
  declined:
    "C’est noté. Léa Martin en a connaissance, sans motif. Aucune demande de ce type avant le mardi 1er décembre.",
  waits: "*Être là* · Visite de Metz, jeu. 10 déc.",
  passed: "Visite de Metz : la date du jeu. 10 déc. à 10 h est passée.",
  expired: "Inès Carpentier : Visite de Metz, jeu. 10 déc., 10 h, 5 minutes. A-t-elle eu lieu ?",
  closing: "*Être là* · Ouverture de Dax, mar. 12 janv.",
  closed: "Ouverture de Dax : plus nécessaire.",
  words: "Vous avez sauvé la semaine d’avant Noël.",
  thanked: "*Merci* · Inès Carpentier à l’équipe du programme «\u00a0Atlas\u00a0»",
};

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("a sponsor sees and does all that is asked of them, by nothing but presses in messages", async () => {
    const { lead, sponsor, member, titles } = words;
    const run = await workspace(words);
    const of = (handle: string) => run.as(handle);

    // Accepted, put into the calendar, looked at; in the end somebody else goes.
    await run.to("2026-11-02T10:00Z");
    await ask(run, words, { title: titles.first, on: "2026-11-12" });
    await run.to("2026-11-03T10:00Z");
    expect(said(run, sponsor.handle)).toContain(words.asked);
    await answerAppearance(of(sponsor.handle), { about: titles.first, answer: "accept" });
    await run.settle();
    expect(said(run, sponsor.handle)).toContain(words.accepted);
    await press(run, sponsor.handle, words.accepted, words.calendar);
    expect(textOf(await of(sponsor.handle).waitForView())).toContain(words.calendars);
    await of(sponsor.handle).pressInView({ label: words.file });
    await of(sponsor.handle).closeView();
    await run.to("2026-11-03T10:10Z");
    expect(said(run, sponsor.handle)).toContain(`[file: ${words.fileName}]`);
    await press(run, sponsor.handle, words.accepted, words.see);
    const sentences = textOf(await of(sponsor.handle).waitForView());
    for (const [index, sentence] of words.sentences.entries()) expect(sentences).toContain(`${index + 1}. ${sentence}`);
    await of(sponsor.handle).closeView();
    await run.to("2026-11-11T10:00Z");
    expect(said(run, sponsor.handle)).toContain(words.tomorrow);
    await answerAppearance(of(sponsor.handle), { about: words.tomorrow, answer: "cannot", to: member.handle });
    await run.to("2026-11-11T11:00Z");
    expect(said(run, sponsor.handle)).toContain(words.passedOn);
    // Whoever is sent is asked at once, since it is tomorrow; and whoever leads reads it where they were told the other.
    expect(said(run, member.handle)).toContain(words.asked);
    expect(said(run, lead.handle)).toContain(words.toldSent);
    await answerAppearance(of(member.handle), { about: titles.first, answer: "accept" });
    await run.settle();
    expect(said(run, member.handle)).toContain(words.theirs);
    await run.to("2026-11-13T11:00Z");
    await ask(run, words, { title: titles.second, on: "2026-11-26" });
    await run.to("2026-11-16T11:00Z");
    expect(said(run, lead.handle)).toContain(words.didItHappen);
    await tickAppearance(of(lead.handle), { about: words.didItHappen, happened: false });
    await run.settle();
    expect(said(run, lead.handle)).toContain(words.didNot);
    expect(said(run, member.handle)).toContain(words.wasPlanned);

    // Declined: the next one waits for two weeks, though it was asked for at once; and nobody answers it.
    await run.to("2026-11-17T11:00Z");
    await answerAppearance(of(sponsor.handle), { about: titles.second, answer: "decline" });
    await run.settle();
    expect(said(run, sponsor.handle)).toContain(words.declined);
    await run.to("2026-11-18T11:00Z");
    await ask(run, words, { title: titles.third, on: "2026-12-10" });
    await run.to("2026-11-26T11:00Z");
    await openForm(run, lead.handle, "monthly");
    await fillAndSubmit(of(lead.handle), run.known(lead.handle, "monthly").cadence.questions, {
      progress: "Replayed.",
    });
    await run.to("2026-11-30T20:00Z");
    expect(said(run, sponsor.handle)).not.toContain(titles.third);
    await run.to("2026-12-01T10:00Z");
    expect(said(run, sponsor.handle)).toContain(words.waits);

    await run.to("2026-12-04T11:00Z");
    await thank(of(sponsor.handle), "Atlas", words.words);
    await run.to("2026-12-04T11:10Z");
    const [channel] = [...run.sandbox.slack.workspace.channels.values()].filter(({ name }) => name === "atlas-talk");
    const posted = arrivalsIn(run, channel?.id ?? "").map(({ text }) => text);
    expect(posted).toContain(`${words.thanked}\n  │ ${words.words}`);

    await run.to("2026-12-10T12:00Z");
    expect(said(run, sponsor.handle)).toContain(words.passed);
    expect(said(run, sponsor.handle)).not.toContain(words.waits);
    await run.to("2026-12-14T11:00Z");
    expect(said(run, lead.handle)).toContain(words.expired);

    // The program ends before it was answered.
    await ask(run, words, { title: titles.last, on: "2027-01-12" });
    await run.to("2026-12-15T11:00Z");
    expect(said(run, sponsor.handle)).toContain(words.closing);
    const { id } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
    await closeProgram(run.app.services, await personIn(run, lead.handle), id);
    await run.to("2026-12-16T11:00Z");
    expect(said(run, sponsor.handle)).toContain(words.closed);
    expect(said(run, sponsor.handle)).not.toContain(words.closing);
    await reopenProgram(run.app.services, await personIn(run, lead.handle), id);
    await run.to("2026-12-16T11:10Z");
    expect(said(run, sponsor.handle)).toContain(words.closing);

    const acts = run.transcript.filter(({ direction, by }) => direction === "act" && by === sponsor.handle);
    expect(new Set(acts.map(({ type }) => type))).toEqual(new Set(["press", "submit"]));
    const weeks = arrivals(run, sponsor.handle).map(({ at }) => at.slice(0, 10));
    expect(weeks).toEqual([
      "2026-11-03",
      "2026-11-03",
      "2026-11-11",
      "2026-11-17",
      "2026-12-01",
      "2026-12-03",
      "2026-12-15",
    ]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

/** A program with a channel; its sponsors are told each month what its lead says. */
function workspace({ lead, sponsor, member }: Words): Promise<Run> {
  const handles = [lead.handle, sponsor.handle, member.handle];
  return aRun({
    isTogether: true,
    people: [lead, sponsor, member],
    locale: sponsor.locale,
    channels: [{ name: "atlas-talk", members: handles }],
    programs: [
      {
        key: "atlas",
        title: "Atlas",
        channel: "atlas-talk",
        lead: lead.handle,
        sponsors: [sponsor.handle],
        team: [member.handle],
      },
    ],
    cadences: [{ ...PROGRESS_TO_SPONSORS, key: "monthly", program: "atlas" }],
  });
}

async function ask(run: Run, words: Words, { title, on }: { title: string; on: string }): Promise<void> {
  const { lead, sponsor, why, sentences } = words;
  const asked = { program: "atlas", asked: sponsor.handle, kind: "be-seen", why, sentences } as const;
  await proposeAppearance(run.as(lead.handle), "Atlas", {
    ...asked,
    title,
    on,
    time: "10:00",
    place: "Leeds",
    minutes: 5,
  });
}

/** All that came to them, as it reads now, with spaces as they are typed. */
function said(run: Run, handle: string): string {
  const messages = arrivals(run, handle).map(({ message }) => textOf(asItIsNow(run, message)));
  return messages.join("\n").replaceAll("\u00a0", " ");
}

async function press(run: Run, handle: string, about: string, label: string): Promise<void> {
  const found = arrivals(run, handle).findLast(({ message }) =>
    textOf(asItIsNow(run, message)).replaceAll("\u00a0", " ").includes(about),
  );
  if (!found) throw new Error(`Nothing about “${about}” came to ${handle}.`);
  await run.as(handle).press(asItIsNow(run, found.message), { label });
}
