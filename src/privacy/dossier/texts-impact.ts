/** The balance of interests (art. 6(1)(f)) and the outline of the impact assessment (art. 35). */

import { monthsSaid } from "../../people/texts-retention.ts";
import type { Configuration } from "./configuration.ts";
import { fact, type Part, type Row, type Said, setting, type Tested, tested, toComplete } from "./statement.ts";
import { hoursSaid } from "./words.ts";

export function balanceOfInterests({ settings, retention }: Configuration): Part {
  const hours = hoursSaid({ settings });
  const [daily, late] = [monthsSaid(retention["daily-answers"]), monthsSaid(retention.late)];
  return {
    title: {
      en: "3. Balance of interests (GDPR art. 6(1)(f))",
      fr: "3. Mise en balance des intérêts (RGPD, art. 6, § 1, f)",
    },
    sections: [
      {
        heading: { en: "The interest", fr: "L’intérêt poursuivi" },
        says: [
          toComplete(
            "the concrete interest of the organisation, such as: to know early what blocks a program, and to have decisions taken in time",
            "l’intérêt concret de l’organisation, par exemple\u00a0: savoir tôt ce qui bloque un programme, et obtenir les décisions à temps",
          ),
        ],
      },
      {
        heading: { en: "Is it needed", fr: "La nécessité" },
        says: [
          toComplete(
            "why meetings or written reports would not serve as well with less about people",
            "pourquoi réunions ou comptes rendus écrits, moins intrusifs, n’y suffiraient pas",
          ),
          setting(
            "late",
            `What is not needed is not shown: no time of an answer, and ${late.en} after the close no lateness.`,
            `Ce qui n’est pas nécessaire n’est pas montré\u00a0: ni l’heure d’une réponse ni, ${late.fr} après la clôture, le retard.`,
          ),
          setting(
            "daily-answers",
            `What ages fastest goes first: daily answers after ${daily.en}.`,
            `Ce qui vieillit le plus vite part d’abord\u00a0: les réponses quotidiennes après ${daily.fr}.`,
          ),
        ],
      },
      {
        heading: { en: "What it means for people", fr: "Les effets sur les personnes" },
        says: [
          fact(
            "law",
            "Employees depend on the employer: what they write of their work may be read against them, and may be written with care for that reason.",
            "Les salariés sont dans un lien de subordination\u00a0: ce qu’ils écrivent de leur travail pourrait leur être opposé, et ils peuvent se censurer pour cette raison.",
          ),
          tested(
            "no-sums",
            "No number about a person arises, not even for themselves beyond the messages they got.",
            "Aucun chiffre sur une personne n’est produit, pas même pour elle, hormis les messages qu’elle a reçus.",
          ),
          setting(
            "hours",
            `Messages come ${hours.en}; part 1 estimates the minutes a week.`,
            `Les messages arrivent ${hours.fr}\u00a0; la partie 1 estime les minutes par semaine.`,
          ),
          tested(
            "going-up-asked",
            "Of what they wrote for the team, authors see what goes up, and may hold it back; part 1 says what goes up unasked.",
            "De ce qu’ils ont écrit pour l’équipe, les auteurs voient ce qui remonte et peuvent le retenir\u00a0; la partie 1 dit ce qui remonte sans cette question.",
          ),
          tested(
            ["objection-answered", "objection-in-a-month"],
            "Each may object (art. 21); who looks after data protection is to answer within a month, in the app.",
            "Chacun peut s’opposer (art. 21)\u00a0; la personne chargée de la protection des données doit répondre sous un mois, dans l’application.",
          ),
        ],
      },
      {
        heading: { en: "Outcome", fr: "Conclusion" },
        says: [
          toComplete(
            "whether the interest outweighs what it means for people, by whom and when it was weighed",
            "si l’intérêt l’emporte sur les effets, par qui et quand la mise en balance a été faite",
          ),
        ],
      },
    ],
  };
}

function risk(tests: readonly Tested[], what: Said, measure: Said, remains: Said): Row {
  return { because: { tests }, cells: [what, measure, remains] };
}

const RISKS: Row[] = [
  risk(
    ["no-sums"],
    { en: "Answers become a measure of persons", fr: "Les réponses deviennent une mesure des personnes" },
    {
      en: "No sum, rank or score of a person in any view, column or query",
      fr: "Ni total, ni rang, ni note d’une personne dans aucune vue, colonne ou requête",
    },
    {
      en: "A reader can count by hand what they may read",
      fr: "Un lecteur peut compter à la main ce qu’il a le droit de lire",
    },
  ),
  risk(
    ["late-then-day"],
    { en: "Working time is read off answers", fr: "Le temps de travail est déduit des réponses" },
    {
      en: "No time of an answer in views and exports",
      fr: "Aucune heure de réponse dans les vues et exports",
    },
    {
      en: "Instants in the database; times of messages in Slack",
      fr: "Les instants en base\u00a0; l’heure des messages dans Slack",
    },
  ),
  risk(
    ["daily-counted", "away-after-three", "no-rate-below-five", "absence-days"],
    { en: "Absence or silence is watched", fr: "Surveillance de l’absence ou du silence" },
    {
      en: "Daily: a count, the name after three silences; longer ones: the names to the leads, while open; no rate below five; no reason of an absence",
      fr: "Point quotidien\u00a0: un nombre, puis le nom après trois silences\u00a0; autres points\u00a0: les noms, aux responsables, tant que le point est ouvert\u00a0; aucun taux sous cinq\u00a0; aucun motif d’absence",
    },
    {
      en: "Small teams know without any app",
      fr: "Une petite équipe le sait sans application",
    },
  ),
  risk(
    ["sensitive-asked", "erased-everywhere"],
    {
      en: "Health, family or union matters in free text",
      fr: "Santé, famille ou activité syndicale en texte libre",
    },
    {
      en: "The author is asked before it goes above the leads; those who read the check-in read it meanwhile; erasure",
      fr: "L’auteur est interrogé avant que cela ne dépasse les responsables\u00a0; d’ici là, les lecteurs du point le lisent\u00a0; effacement",
    },
    {
      en: "A list of words misses what it does not know (annex B)",
      fr: "Une liste de mots laisse passer ce qu’elle ne connaît pas (annexe B)",
    },
  ),
  risk(
    ["going-up-asked"],
    { en: "Words go up without their author", fr: "Des propos remontent à l’insu de leur auteur" },
    {
      en: "Seen two working days before; reword, or keep in the team",
      fr: "Vus deux jours ouvrés avant\u00a0; reformuler ou garder dans l’équipe",
    },
    { en: "No answer means that they go", fr: "L’absence de réponse vaut accord" },
  ),
  risk(
    ["two-persons", "own-data"],
    { en: "Curious readers and operators", fr: "Lecteurs et exploitants indiscrets" },
    {
      en: "Two persons and a reason for powerful acts; the person sees each",
      fr: "Deux personnes et un motif pour les actes sensibles\u00a0; la personne voit chacun",
    },
    {
      en: "The person who runs the server can read the database",
      fr: "Qui exploite le serveur peut lire la base",
    },
  ),
  risk(
    ["announced-first", "goes-on-the-first"],
    { en: "Kept for too long", fr: "Conservation excessive" },
    {
      en: "Terms by kind, deletion foreseen and done",
      fr: "Délais par nature, suppression annoncée puis faite",
    },
    {
      en: "Backups, and what Slack keeps by its own terms",
      fr: "Les sauvegardes, et ce que Slack garde selon ses propres délais",
    },
  ),
  risk(
    ["gone-from-file", "erased-again"],
    { en: "Erased, but still in the file", fr: "Effacé, mais encore dans le fichier" },
    {
      en: "The file is rewritten; a restore erases again",
      fr: "Le fichier est réécrit\u00a0; une restauration efface à nouveau",
    },
    { en: "Copies outside the server", fr: "Les copies hors du serveur" },
  ),
  risk(
    ["views-only"],
    { en: "Restricted text reaches others", fr: "Un texte restreint atteint d’autres" },
    {
      en: "In views only; every screen of every role is searched for it",
      fr: "Dans des fenêtres seulement\u00a0; chaque écran de chaque rôle est vérifié",
    },
    { en: "Someone photographs a screen", fr: "Quelqu’un photographie un écran" },
  ),
];

export function impactAssessment({ settings }: Configuration): Part {
  return {
    title: {
      en: "4. Outline of the impact assessment (GDPR art. 35)",
      fr: "4. Trame de l’analyse d’impact (RGPD, art. 35)",
    },
    sections: [
      {
        heading: { en: "Is one needed", fr: "Est-elle requise" },
        says: [
          fact(
            "law",
            "Employees are vulnerable persons, and regular asking about their work may be systematic monitoring: two of the nine criteria of the European authorities (WP 248), from which an assessment is to be made as a rule. The CNIL asks for one where employees’ activity is constantly watched.",
            "Les salariés sont des personnes vulnérables et une sollicitation régulière sur leur travail peut relever de la surveillance systématique\u00a0: deux des neuf critères du groupe européen des autorités (WP 248), seuil à partir duquel une analyse est en principe à mener. La CNIL l’exige en cas de surveillance constante de l’activité des salariés.",
          ),
          toComplete(
            "the decision whether to make one, with the opinion of the data protection officer and of the persons concerned or their representatives (art. 35(2) and (9))",
            "la décision de la mener ou non, avec l’avis du délégué à la protection des données et des personnes concernées ou de leurs représentants (art. 35, § 2 et 9)",
          ),
        ],
      },
      {
        heading: { en: "Risks, measures, what remains", fr: "Risques, mesures, ce qui demeure" },
        says: [
          {
            head: [
              { en: "Risk", fr: "Risque" },
              { en: "Measure", fr: "Mesure" },
              { en: "What remains", fr: "Ce qui demeure" },
            ],
            widths: [0.28, 0.4, 0.32],
            rows: RISKS,
          },
          setting(
            "allowsUrgent",
            settings.allowsUrgent
              ? "Too many messages, and outside hours: ceilings, one message a morning, hours. What remains: urgent requests at any hour, to those who agreed."
              : "Too many messages, and outside hours: ceilings, one message a morning, hours that nothing breaks. What remains: weeks above the ceiling, which are counted and shown to leads.",
            settings.allowsUrgent
              ? "Trop de messages, ou hors des heures\u00a0: plafonds, un message le matin, plages horaires. Ce qui demeure\u00a0: les demandes urgentes à toute heure, chez ceux qui l’ont accepté."
              : "Trop de messages, ou hors des heures\u00a0: plafonds, un message le matin, plages horaires sans exception. Ce qui demeure\u00a0: les semaines au-delà du plafond, comptées et montrées aux responsables.",
          ),
          toComplete(
            "likelihood and severity of each, further measures, who accepts what remains",
            "vraisemblance et gravité de chacun, mesures complémentaires, qui accepte ce qui demeure",
          ),
        ],
      },
    ],
  };
}
