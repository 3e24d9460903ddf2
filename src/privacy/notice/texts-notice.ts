/** What employees are told (art. 13), the same in both languages. */

import type { Retention } from "../../people/rules-retention.ts";
import { RETAINED } from "../../people/rules-retention.ts";
import { keptTexts, monthsSaid, onTheFirst } from "../../people/texts-retention.ts";
import type { Settings } from "../../people/use-cases-settings.ts";
import { type Language, wallTime } from "../../platform/texts/language.ts";

export type Said = Record<Language, string>;

export interface Section {
  heading: Said;
  says: Said[];
}

interface Noticed {
  workspace: string;
  settings: Settings;
  retention: Retention;
  address: string;
}

function said(en: string, fr: string): Said {
  return { en, fr };
}

/** Before all else. */
const FIRST: Said = said(
  "Not for appraisal, pay or discipline.",
  "Ni pour l’évaluation, ni pour la rémunération, ni pour la discipline.",
);

/** In somebody's first message: what is kept how long; the rest is said beside it, or one press away. */
export function shortNotice(of: Pick<Noticed, "retention" | "address">): Said[] {
  const { retention, address } = of;
  const [daily, other] = [monthsSaid(retention["daily-answers"]), monthsSaid(retention["other-answers"])];
  return [
    FIRST,
    said(
      "Your answers serve to run the programs that ask you, and to report on them; each check-in says who reads them.",
      "Vos réponses servent à conduire les programmes qui vous sollicitent et à en rendre compte\u00a0; chaque point d’étape dit qui les lit.",
    ),
    said(`Daily ones are kept ${daily.en},`, `Les réponses quotidiennes sont conservées ${daily.fr},`),
    said(`others ${other.en}.`, `les autres ${other.fr}.`),
    ...(address === "" ? [] : [whomToAskSaid(of)]),
    said(
      "/drumbeat my data shows what is kept about you.",
      "/drumbeat mes données montre ce qui est conservé sur vous.",
    ),
  ];
}

function whomToAskSaid({ address }: Pick<Noticed, "address">): Said {
  return address === ""
    ? said(
        "No one has been named for data protection yet: ask an admin of Drumbeat.",
        "Personne n’est encore désigné pour la protection des données\u00a0: adressez-vous à un administrateur de Drumbeat.",
      )
    : said(`Data protection: ${address}.`, `Protection des données\u00a0: ${address}.`);
}

export function noticeSections(of: Noticed): Section[] {
  return [asking(of), reading(of), keeping(of), doing(of), notDoing()];
}

function asking({ workspace }: Noticed): Section {
  return {
    heading: { en: "Who asks, and what for", fr: "Qui demande, et pour quoi" },
    says: [
      FIRST,
      said(
        `${workspace} runs Drumbeat itself. It asks those who work on a program what moved, what blocks them and what they need decided, and tells the program’s leads and sponsors.`,
        `${workspace} exploite Drumbeat elle-même. L’application demande à ceux qui travaillent sur un programme ce qui a avancé, ce qui les bloque et ce qui doit être décidé, et le restitue à ceux qui le conduisent et le parrainent.`,
      ),
      said(
        "The ground is the organisation’s legitimate interest in running its programs (GDPR art. 6(1)(f)), not your consent: you may object.",
        "La base légale est l’intérêt légitime de l’organisation à conduire ses programmes (RGPD, art. 6, § 1, f), et non votre consentement\u00a0: vous pouvez vous y opposer.",
      ),
      said(
        "You need not answer. Skipping is one press: no reason is asked for, none is kept.",
        "Vous n’êtes pas tenu de répondre. Passer votre tour se fait d’un clic\u00a0: aucun motif n’est demandé, aucun n’est conservé.",
      ),
    ],
  };
}

function reading({ retention }: Noticed): Section {
  const late = monthsSaid(retention.late);
  return {
    heading: { en: "Who reads it", fr: "Qui lit" },
    says: [
      said(
        "Each check-in says below it who reads its answers one by one. In Drumbeat no one else does: each press is checked against the reader’s role in the program. The person who runs the server can read the database.",
        "Chaque point d’étape indique en bas qui lit ses réponses individuellement. Dans Drumbeat, personne d’autre ne les lit\u00a0: chaque accès est vérifié selon le rôle du lecteur dans le programme. L’exploitant du serveur peut lire la base.",
      ),
      said(
        "Before a line that you wrote for the team goes up in a digest, you see it two working days ahead: leave it, reword it, or keep it in the team. No word from you means that it goes.",
        "Avant qu’une ligne écrite pour l’équipe remonte dans une synthèse, vous la voyez deux jours ouvrés à l’avance\u00a0: laissez-la, reformulez-la ou gardez-la dans l’équipe. Sans réponse de votre part, elle remonte.",
      ),
      said(
        `No screen and no export shows the time of your answer: only whether it came in time or late, and ${late.en} after the close only the day. The database has it as long as the answer.`,
        `Aucun écran ni export ne montre l’heure de votre réponse\u00a0: seulement si elle est arrivée à temps ou en retard, et, ${late.fr} après la clôture, le seul jour. La base la garde aussi longtemps que la réponse.`,
      ),
      said(
        "Exports by name stand in the audit log with a reason, and you see them in /drumbeat my data.",
        "Les exports nominatifs figurent au journal d’audit avec un motif, et vous les voyez dans /drumbeat mes données.",
      ),
      said(
        "Messages pass through Slack, which your organisation uses anyway; its owners can export them.",
        "Les messages passent par Slack, que votre organisation utilise par ailleurs\u00a0; ses propriétaires peuvent les exporter.",
      ),
    ],
  };
}

function keeping({ retention }: Noticed): Section {
  const kept = RETAINED.map((kind) => {
    const [{ en, fr }, months] = [keptTexts[kind], monthsSaid(retention[kind])];
    return said(`${en.what}: ${months.en}, ${en.from}.`, `${fr.what}\u00a0: ${months.fr}, ${fr.from}.`);
  });
  return {
    heading: { en: "How long it is kept", fr: "Combien de temps" },
    says: [...kept, said(onTheFirst.en, onTheFirst.fr)],
  };
}

function doing(of: Noticed): Section {
  const { settings } = of;
  const { from, until } = settings.hours;
  const time = (locale: string, at: string) => wallTime({ locale }, at);
  return {
    heading: { en: "What you can do", fr: "Ce que vous pouvez faire" },
    says: [
      said(
        "/drumbeat my data shows what is kept about you, who may read it and who has exported it by name; there you download it. An admin corrects or erases it.",
        "/drumbeat mes données montre ce qui est conservé sur vous, qui peut le lire et qui l’a exporté nominativement\u00a0; vous l’y téléchargez. Un administrateur le corrige ou l’efface.",
      ),
      whomToAskSaid(of),
      said(
        "You may complain to the data protection authority, in France the CNIL (cnil.fr).",
        "Vous pouvez adresser une réclamation à l’autorité de contrôle, en France la CNIL (cnil.fr).",
      ),
      said(
        `Messages come between ${time("en-GB", from)} and ${time("en-GB", until)}, your time.`,
        `Les messages arrivent entre ${time("fr-FR", from)} et ${time("fr-FR", until)}, à votre heure locale.`,
      ),
      said(
        settings.areHoursLocked
          ? "These hours hold for everyone here. /drumbeat preferences sets how much comes."
          : "/drumbeat preferences sets your own hours, and how much comes.",
        settings.areHoursLocked
          ? "Ces heures valent pour tous ici. /drumbeat préférences règle la quantité de messages."
          : "/drumbeat préférences règle vos propres heures et la quantité de messages.",
      ),
    ],
  };
}

function notDoing(): Section {
  return {
    heading: { en: "What it does not do", fr: "Ce que Drumbeat ne fait pas" },
    says: [
      said(
        "No score, no ranking, no sum of what a person did.",
        "Ni note, ni classement, ni total de ce qu’une personne a fait.",
      ),
      said(
        "No artificial intelligence, and no decision about you by a machine. Nothing is sent to anybody but Slack.",
        "Ni intelligence artificielle, ni décision automatisée vous concernant. Rien n’est envoyé à d’autres que Slack.",
      ),
      said(
        "It keeps nothing of what you write elsewhere in Slack, but a message that someone adds to the register; it does not see whether you are online. Your name, time zone and language come from Slack, your status only if you turn that on.",
        "L’application ne conserve rien de ce que vous écrivez ailleurs dans Slack, sauf un message que quelqu’un ajoute au registre\u00a0; elle ne voit pas si vous êtes en ligne. Vos nom, fuseau horaire et langue viennent de Slack, votre statut seulement si vous l’activez.",
      ),
    ],
  };
}
