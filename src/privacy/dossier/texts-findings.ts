/** What goes beyond the last dossier, in words. */

import { monthsSaid } from "../../people/texts-retention.ts";
import type { Language, Reader } from "../../platform/texts/language.ts";
import { capitalised, languageOf, wallTime } from "../../platform/texts/language.ts";
import type { CheckInSettings, Finding } from "./rules.ts";
import { FIELDS } from "./texts.ts";
import { readersSaid, weekSaid, whoMayCreateSaid } from "./words.ts";

export function findingInWords(reader: Pick<Reader, "locale">, finding: Finding): string {
  const language = languageOf(reader.locale);
  const isFrench = language === "fr";
  const locale = { locale: isFrench ? "fr-FR" : "en-GB" };
  const hours = ({ from, until }: { from: string; until: string }) =>
    `${wallTime(locale, from)}–${wallTime(locale, until)}`;
  switch (finding.what) {
    case "hours":
      return isFrench
        ? `Heures des messages\u00a0: ${hours(finding.now)} au lieu de ${hours(finding.was)}.`
        : `Hours of messages: ${hours(finding.now)} instead of ${hours(finding.was)}.`;
    case "urgent":
      return isFrench
        ? "Les demandes urgentes peuvent arriver à toute heure."
        : "Urgent requests may come at any hour.";
    case "as-they-happen":
      return isFrench
        ? "Chaque message arrive au fil de l’eau, et non en un seul le matin."
        : "Each message comes as it happens, not together in the morning.";
    case "hours-locked":
      return isFrench
        ? "Plus personne ne peut régler ses propres heures."
        : "No one may set hours of their own any more.";
    case "working-week": {
      const days = weekSaid(finding.days)[language];
      return isFrench ? `Jours de travail en plus\u00a0: ${days}.` : `More working days: ${days}.`;
    }
    case "who-may-create":
      return whoMayCreateSaid(finding.now)[language];
    case "retention": {
      const [was, now] = [monthsSaid(finding.was)[language], monthsSaid(finding.now)[language]];
      const name = FIELDS[finding.kind][language];
      return isFrench
        ? `${capitalised(name)}\u00a0: ${now} au lieu de ${was}.`
        : `${capitalised(name)}: ${now} instead of ${was}.`;
    }
    default:
      return `${ofCheckIn(finding.checkIn, language)} ${aboutCheckIn(language, finding)}`;
  }
}

type AboutCheckIn = Extract<Finding, { checkIn: CheckInSettings }>;

function aboutCheckIn(language: Language, finding: AboutCheckIn): string {
  const isFrench = language === "fr";
  const { checkIn } = finding;
  switch (finding.what) {
    case "new":
      return isFrench ? "c’est un nouveau point d’étape." : "this check-in is new.";
    case "more-often":
      return isFrench
        ? `jusqu’à ${finding.now} fois par an au lieu de ${finding.was}.`
        : `up to ${finding.now} times a year instead of ${finding.was}.`;
    case "more-people":
      return isFrench ? "d’autres personnes sont sollicitées." : "others are asked, too.";
    case "more-digests":
      return isFrench ? "les réponses alimentent d’autres synthèses." : "answers go into further digests.";
    case "disclosure": {
      const who = readersSaid(checkIn)[language];
      return isFrench ? `d’autres lisent les réponses (${who}).` : `others read the answers (${who}).`;
    }
    case "open-to-all":
      return isFrench
        ? "tout l’espace de travail Slack lit les réponses."
        : "everyone in this Slack workspace reads the answers.";
    case "channel":
      return isFrench
        ? "un résumé des réponses est publié dans un autre canal."
        : "a summary of the answers is posted in another channel.";
    case "required":
      return isFrench ? "plus personne ne peut s’en désinscrire." : "no one may opt out any more.";
    case "more-text":
      return isFrench
        ? `${finding.now} questions à réponse libre au lieu de ${finding.was}.`
        : `${finding.now} questions in words of one’s own instead of ${finding.was}.`;
  }
}

function ofCheckIn({ name, program }: CheckInSettings, language: Language): string {
  return `${name[language]} · ${program}${language === "fr" ? "\u00a0:" : ":"}`;
}
