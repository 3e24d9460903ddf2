/** Annexes: each check-in with its questions, and what readers of the note ask next. */

import { monthsSaid } from "../../people/texts-retention.ts";
import type { CheckIn, Configuration } from "./configuration.ts";
import { type Part, type Row, type Statement, setting, type Table, type Tested } from "./statement.ts";
import { whomToAskSaid } from "./texts-notice.ts";
import { counted, readersSaid, whoMayCreateSaid } from "./words.ts";

export function annexes(of: Configuration): Part {
  const { checkIns } = of;
  return {
    title: { en: "6. Annexes", fr: "6. Annexes" },
    sections: [
      {
        heading: { en: "A. Check-ins and their questions", fr: "A. Points d’étape et leurs questions" },
        says: checkIns.length === 0 ? [] : [checkInTable(checkIns), ...questionsOf(checkIns)],
      },
      {
        heading: { en: "B. Questions and answers", fr: "B. Questions et réponses" },
        says: [answers(of)],
      },
    ],
  };
}

function checkInTable(checkIns: readonly CheckIn[]): Table {
  return {
    head: [
      { en: "Check-in", fr: "Point d’étape" },
      { en: "Asked", fr: "Sollicités" },
      { en: "One by one", fr: "Une à une" },
      { en: "With digests, in all", fr: "Synthèses comprises" },
    ],
    widths: [0.37, 0.25, 0.22, 0.16],
    rows: checkIns.map((checkIn) => {
      const { program, name, people, sources, readers, isPaused } = checkIn;
      const from = sources.length === 0 ? "" : ` (${sources.join(", ")})`;
      return {
        because: { setting: "checkIns" as const },
        cells: [
          {
            en: `${program} · ${name.en}${isPaused ? " (paused)" : ""}`,
            fr: `${program} · ${name.fr}${isPaused ? " (en pause)" : ""}`,
          },
          {
            en: `${counted("en", people, "person", "people")}${from}`,
            fr: `${counted("fr", people, "personne", "personnes")}${from}`,
          },
          readersSaid(checkIn),
          {
            en: counted("en", readers, "reader", "readers"),
            fr: counted("fr", readers, "lecteur", "lecteurs"),
          },
        ],
      };
    }),
  };
}

/** Each list of questions once, however many check-ins ask it. */
function questionsOf(checkIns: readonly CheckIn[]): Statement[] {
  const byQuestions = Map.groupBy(checkIns, ({ questions }) => JSON.stringify(questions));
  return [...byQuestions.values()].map((asking) => {
    const names = (language: "en" | "fr") => [...new Set(asking.map(({ name }) => name[language]))].join(", ");
    const questions = asking[0]?.questions ?? [];
    return setting(
      "checkIns",
      `${names("en")} asks: ${questions.map(({ en }) => `“${en}”`).join(" ")}`,
      `${names("fr")} demande\u00a0: ${questions.map(({ fr }) => `«\u00a0${fr}\u00a0»`).join(" ")}`,
    );
  });
}

function row(tests: readonly Tested[], question: [string, string], answer: [string, string]): Row {
  const said = ([en, fr]: [string, string]) => ({ en, fr });
  return { because: { tests }, cells: [said(question), said(answer)] };
}

function answers(of: Configuration): Table {
  return {
    head: [
      { en: "Question", fr: "Question" },
      { en: "Answer", fr: "Réponse" },
    ],
    widths: [0.26, 0.74],
    rows: [...aboutPeople(of), ...aboutData(), ...aboutChanges()],
  };
}

function aboutPeople(of: Configuration): Row[] {
  const late = monthsSaid(of.retention.late);
  const whom = whomToAskSaid(of);
  const create = whoMayCreateSaid(of.settings.whoMayCreate);
  return [
    {
      because: { setting: "whoMayCreate" },
      cells: [{ en: "Who sets up programs?", fr: "Qui crée les programmes\u00a0?" }, create],
    },
    row(
      ["roles-named"],
      ["Who names leads, sponsors, committee?", "Qui désigne responsables, sponsors, comité\u00a0?"],
      [
        "The person who sets the program up; then its lead, its deputy or an admin. Drumbeat does not know who manages whom. [to complete: whether a manager may lead a program that asks their own people]",
        "Qui crée le programme\u00a0; ensuite son responsable, le suppléant ou un administrateur. Drumbeat ignore les liens hiérarchiques. [à compléter\u00a0: si un supérieur peut conduire un programme qui sollicite les siens]",
      ],
    ),
    row(
      ["admins-named", "readers-by-role"],
      ["Who is an admin, and reads what?", "Qui est administrateur, et que lit-il\u00a0?"],
      [
        "Owners and admins of the Slack workspace, and whom an admin names. They see settings, the audit log and that a message waits or has failed, and no answers.",
        "Les propriétaires et administrateurs de l’espace Slack, et ceux qu’un administrateur nomme. Ils voient les réglages, le journal d’audit et qu’un message attend ou a échoué, mais aucune réponse.",
      ],
    ),
    {
      because: whom.because,
      cells: [{ en: "Who looks after data protection?", fr: "Qui veille à la protection des données\u00a0?" }, whom],
    },
    row(
      ["two-persons"],
      ["Who is the second person?", "Qui est la seconde personne\u00a0?"],
      [
        "Someone who looks after data protection and is neither the person who asks nor the person it’s about; where there is no one, another admin, who is not independent of the first: name someone. They have two weeks, with the reason before them.",
        "Une personne chargée de la protection des données, autre que le demandeur et l’intéressé\u00a0; à défaut, un autre administrateur, qui n’est pas indépendant du premier\u00a0: désignez quelqu’un. Elle a deux semaines, le motif sous les yeux.",
      ],
    ),
    row(
      ["exports-pseudonymous", "names-by-two", "own-data"],
      ["Who may export, alone or not?", "Qui peut exporter, seul ou non\u00a0?"],
      [
        "The person who runs the server, alone with pseudonyms that differ in each export, with names only once a second person has agreed; each person their own data. Those concerned see every one.",
        "L’exploitant du serveur\u00a0: seul, sous des pseudonymes propres à chaque export\u00a0; nominativement, après l’accord d’une seconde personne. Chacun, ses propres données. Les intéressés voient chaque export.",
      ],
    ),
    row(
      ["late-then-day"],
      ["Who sees “late”?", "Qui voit «\u00a0en retard\u00a0»\u00a0?"],
      [
        `Those who may read the answer itself, behind “Show sources”, and exports; ${late.en} after the close no one. The database keeps the instant of an answer as long as the answer; the person who runs the server can read it.`,
        `Ceux qui peuvent lire la réponse elle-même, derrière «\u00a0Voir les sources\u00a0», et les exports\u00a0; ${late.fr} après la clôture, personne. La base garde l’instant d’une réponse autant que la réponse\u00a0; l’exploitant du serveur peut le lire.`,
      ],
    ),
    row(
      ["silent-to-leads", "opted-out-counted"],
      ["How far back do leads see silence?", "Jusqu’où les responsables voient-ils les silences\u00a0?"],
      [
        "On their Home that of the check-in in progress; before that, what a message told them then, as long as Slack keeps it. Opting out shows as a number; in a small team people may guess whose.",
        "Sur leur accueil, ceux du point en cours\u00a0; avant, ce qu’un message leur en a dit, tant que Slack le garde. Un retrait apparaît comme un nombre\u00a0; une petite équipe peut deviner de qui.",
      ],
    ),
    row(
      ["left-asked-no-more"],
      ["And people who leave the company?", "Et qui quitte l’entreprise\u00a0?"],
      [
        "Once Slack has deactivated the account nothing is asked of them or sent to them. What they wrote is kept for its terms (part 2), not for longer; they may have it erased by writing to data protection, who enters it.",
        "Dès que Slack a désactivé le compte, rien ne leur est demandé ni envoyé. Leurs écrits sont gardés pour leur durée (partie 2), sans plus\u00a0; ils peuvent en demander l’effacement à la protection des données, qui le saisit.",
      ],
    ),
  ];
}

function aboutData(): Row[] {
  return [
    row(
      ["slack-scopes"],
      ["What does it read of Slack?", "Que lit-elle de Slack\u00a0?"],
      [
        "Names, handles, time zones, languages and whether an account is active; who is in the channels and groups that a check-in names; messages sent to it, and one that someone adds to the register; the status of people who turn that on. Where it cannot know whether a message of its own arrived, it looks for it in that conversation.",
        "Noms, identifiants, fuseaux, langues, comptes actifs ou non\u00a0; les membres des canaux et groupes qu’un point d’étape désigne\u00a0; les messages qui lui sont adressés et celui que quelqu’un ajoute au registre\u00a0; le statut de qui l’a activé. Si elle ignore qu’un de ses messages est arrivé, elle le cherche dans cette conversation.",
      ],
    ),
    row(
      ["messages-forgotten", "erased-everywhere"],
      ["What does erasure reach in Slack?", "Qu’atteint l’effacement dans Slack\u00a0?"],
      [
        "Messages that Drumbeat still knows: those about a check-in for 45 days, as long as nothing else stands in them, all others. Older ones stay for as long as Slack keeps them, as do copies that others made.",
        "Les messages que Drumbeat connaît encore\u00a0: 45 jours pour ceux d’un point d’étape sans autre contenu, tous les autres. Les plus anciens restent tant que Slack les garde, comme les copies faites par d’autres.",
      ],
    ),
    row(
      ["erased-again", "erasure-receipt", "gone-from-file"],
      ["And backups?", "Et les sauvegardes\u00a0?"],
      [
        "They hold it until they are deleted: the receipt names those beside the database, and a restore erases it again before anything is shown. [to complete: after how many days backups are deleted]",
        "Elles le contiennent jusqu’à leur suppression\u00a0: le reçu nomme celles qui côtoient la base, et une restauration efface à nouveau avant tout affichage. [à compléter\u00a0: au bout de combien de jours les sauvegardes sont supprimées]",
      ],
    ),
    row(
      ["sensitive-asked", "sensitive-seldom-wrong"],
      ["By which words is someone asked?", "Quels mots déclenchent la question\u00a0?"],
      [
        "By a list in both languages that anybody may have printed: drumbeat dossier --words. It asks in vain of no more than one answer in 50, and misses what it does not know. What the text seemed to be about is not kept.",
        "Une liste dans les deux langues que chacun peut faire imprimer\u00a0: drumbeat dossier --words. Elle interroge à tort pour une réponse sur 50 au plus, et laisse passer ce qu’elle ne connaît pas. Ce que le texte semblait évoquer n’est pas conservé.",
      ],
    ),
  ];
}

function aboutChanges(): Row[] {
  return [
    {
      because: { fact: "law" },
      cells: [
        { en: "When is the works council heard?", fr: "Quand le CSE est-il consulté\u00a0?" },
        {
          en: "In France before the first use, a pilot included, where a device allows employees’ activity to be monitored (Code du travail, art. L. 2312-38) or a new technology is brought in (art. L. 2312-8, II, 4°). It may call an expert (art. L. 2315-94), and gives its opinion within the terms of art. R. 2312-6. Each employee is told beforehand (art. L. 1222-4); restrictions of rights have to be justified and proportionate (art. L. 1121-1).",
          fr: "Avant la première mise en œuvre, pilote compris, de moyens permettant un contrôle de l’activité des salariés (Code du travail, art. L. 2312-38) ou lors de l’introduction d’une nouvelle technologie (art. L. 2312-8, II, 4°). Il peut recourir à un expert (art. L. 2315-94) et rend son avis dans les délais de l’art. R. 2312-6. Chaque salarié est informé au préalable (art. L. 1222-4)\u00a0; les restrictions aux droits sont justifiées et proportionnées (art. L. 1121-1).",
        },
      ],
    },
    row(
      ["beyond-asked"],
      ["Which changes lead to a new consultation?", "Quels changements appellent une nouvelle consultation\u00a0?"],
      [
        "Longer terms; more hours or working days, the same hours for all, urgent requests at any hour, messages as they happen; more people who may create programs; a new check-in; of one that there is: more often, other people, other digests, other readers, another channel, no opting out, more questions in words of one’s own. Not asked about: the same questions worded anew, people who come into a team or a role.",
        "Des durées plus longues\u00a0; plus d’heures ou de jours, les mêmes heures pour tous, l’urgence à toute heure, les messages au fil de l’eau\u00a0; plus de personnes pouvant créer des programmes\u00a0; un nouveau point d’étape\u00a0; pour un point existant\u00a0: plus souvent, d’autres personnes, d’autres synthèses, d’autres lecteurs, un autre canal, sans retrait possible, plus de questions à réponse libre. Sans question\u00a0: une question reformulée, des personnes qui entrent dans une équipe ou un rôle.",
      ],
    ),
    row(
      ["file-asked", "audit-only-grows"],
      ["Who checks it, also by file?", "Qui le contrôle, y compris par fichier\u00a0?"],
      [
        "A set-up file that goes beyond is refused without the date of the consultation. The date is given by the person who saves; it stands in the audit log, with the reference, under their name or as a command on the server, and in the next dossier.",
        "Un fichier qui va au-delà est refusé sans la date de la consultation. La date est donnée par qui enregistre\u00a0; elle figure au journal d’audit, avec la référence, à son nom ou comme commande du serveur, et dans le dossier suivant.",
      ],
    ),
  ];
}
