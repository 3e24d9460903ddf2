import { describe, expect, it } from "vitest";
import { recognised } from "../../src/register/drafts/rules-recognised.ts";

/** A Tuesday. */
const today = "2026-11-03";
const meanings = (text: string) => recognised(text, { today }).map(({ is }) => is);

describe("recognised", () => {
  it.each([
    ["request", "Help wanted: somebody with an American handset for two days."],
    ["request", "**Help wanted:**\n\n- a second pair of eyes on the sheet"],
    ["request", "We need another data engineer until January."],
    ["request", "This project needs a reviewer to move forward."],
    ["request", "I am looking for volunteers with a boat licence."],
    ["request", "Could somebody lend us a tester for two days?"],
    ["request", "Please approve the budget by Friday."],
    ["request", "Nous avons besoin d’un développeur iOS jusqu’en janvier."],
    ["request", "Besoin de renfort sur les tests d’ici vendredi."],
    ["request", "Il nous faut l’accord du comité."],
    ["request", "Pourriez-vous relancer la direction des achats\u00a0?"],
    ["request", "Aide souhaitée\u00a0: deux testeurs pour une semaine."],
    ["blocker", "Blocked on the certificates since Monday."],
    ["blocker", "Blockers: waiting for the store IT team."],
    ["blocker", "The export is still blocked by the firewall rule."],
    ["blocker", "We cannot start the pilot until legal has signed."],
    ["blocker", "Bloqué par la règle du pare-feu depuis lundi."],
    ["blocker", "La bascule est bloquée tant que le contrat n’est pas signé."],
    ["blocker", "Point bloquant\u00a0: les certificats iOS."],
    ["finished", "Everything is live, let’s close this."],
    ["finished", "The project is complete."],
    ["finished", "C’est terminé, on peut clore."],
    ["finished", "Le chantier est terminé."],
    ["no-progress", "No progress this week."],
    ["no-progress", "Nothing moved since the last report."],
    ["no-progress", "Aucune avancée cette semaine."],
    ["no-progress", "Rien n’a avancé."],
    ["presence", "Five minutes from you at the all-hands on 12 Nov."],
    ["presence", "Could you open the kick-off in Leeds?"],
    ["presence", "Votre présence à la réunion générale du 12 novembre compterait beaucoup."],
    ["presence", "Pourriez-vous ouvrir la journée du 12 novembre\u00a0?"],
  ])("%s: %s (F15)", (is, text) => {
    expect(meanings(text)).toEqual([is]);
  });
});
