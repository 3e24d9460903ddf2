import { describe, expect, it } from "vitest";
import type { MilestoneFacts } from "../../src/digests/compile/facts.ts";
import { isOfItsDay, stillAhead } from "../../src/digests/compile/rules-expiry.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { aMilestone, amber, anAnswer, anAsk, aProgram, fed, green, theDocument } from "./facts.ts";

const NOV_4 = { saidOn: "2026-10-30", today: "2026-11-04" };

/** What whoever gave a date said once its day had come. */
function said(isReached: boolean): NonNullable<MilestoneFacts["outcome"]> {
  const answer = { checkInId: "P-outcome", revision: 1, author: "Lead of P", roundPeriod: "2026-10" };
  return { ...answer, isReached, answeredAt: "2026-10-22T10:00:00.000Z", isNew: true };
}

describe("a statement about a day", () => {
  it.each([
    ["2 Nov: pilot.", null],
    ["2 nov. : pilote à 5 %. 16 nov. : lancement.", "16 nov. : lancement."],
    ["2 nov. : pilote à 5 %. 16 nov. : lancement. Un mot de vous ?", "16 nov. : lancement. Un mot de vous ?"],
    ["16 Nov: launch. 2 Nov: pilot. Then more.", "16 Nov: launch. […] Then more."],
    ["Nov 2nd: pilot. Nov 16: launch.", "Nov 16: launch."],
    ["1er novembre : import. Décembre : bilan.", "Décembre : bilan."],
    ["The 2nd of November, 2026: pilot", null],
    ["2026-11-03: go/no-go", null],
    ["Launch on 2 November 2027", "Launch on 2 November 2027"],
    ["October: templates. Then the launch.", "Then the launch."],
    ["Plan:\n- 2 Nov: pilot\n- 16 Nov: launch", "Plan:\n[…]\n16 Nov: launch"],
    ["Pilot:\n- 2 Nov: first store\n\nLaunch:\n- 16 Nov: all stores", "Launch:\n16 Nov: all stores"],
    [
      "Train the stores, and march on in 3 of them; it may take a while.",
      "Train the stores, and march on in 3 of them; it may take a while.",
    ],
    [
      "Live in 12 stores since 2 October; the next 40 follow.",
      "Live in 12 stores since 2 October; the next 40 follow.",
    ],
    ["4 Nov: decision", "4 Nov: decision"],
    ["Tomorrow the pilot; the launch by Wednesday.", "Tomorrow the pilot; the launch by Wednesday."],
    ["Pilote demain, lancement ensuite.", null],
    ["The day after tomorrow we open.", "The day after tomorrow we open."],
    ["Après-demain, ouverture.", "Après-demain, ouverture."],
    ["The letters go out next week, the calls next month.", "The letters go out next week, the calls next month."],
    ["Letters next week.", "Letters next week."],
    ["Courriers la semaine prochaine.", "Courriers la semaine prochaine."],
    ["Contract signed by Friday.", "Contract signed by Friday."],
    ["Contract signed by Tuesday.", null],
    ["Contrat signé d’ici mardi.", null],
    [
      "Contrat signé mardi prochain, paiement le mois prochain.",
      "Contrat signé mardi prochain, paiement le mois prochain.",
    ],
    ["Pilot on Tuesday.", null],
    ["Tuesday: pilot.", null],
    ["Pilote mardi.", null],
    ["Live since Tuesday, in all stores.", "Live since Tuesday, in all stores."],
    ["The pilot starts in two days.", null],
    ["Le pilote commence dans une semaine.", "Le pilote commence dans une semaine."],
    ["Pilot in 12 stores, in a week of its own.", "Pilot in 12 stores, in a week of its own."],
    ["31/10 : import. 15/11 : bilan.", "15/11 : bilan."],
    ["Tasks: 5/8, then 25/30 and 3/11.", "Tasks: 5/8, then 25/30 and 3/11."],
    ["Pilot: 2.11. Launch: 12.11.", "Launch: 12.11."],
    ["2.11. pilot, then the launch", null],
    ["Pilote le 2.11.2026", null],
    ["Ready by 10/31: all stores.", null],
    ["10/31: pilot. 11/15: launch.", "11/15: launch."],
    ["Second soak this weekend.", null],
    ["Rien cette semaine.", null],
    ["45 Nov, 0 Dec and 29 Feb 1926", "45 Nov, 0 Dec and 29 Feb 1926"],
  ])("expires with it (B6): %j", (text, told) => {
    expect(stillAhead(text, NOV_4)?.text ?? null).toBe(told);
  });

  it("that was past or of the same day when it was said is no plan, and stays (B6)", () => {
    expect(isOfItsDay("L’accueil est lancé depuis le 28 octobre.", NOV_4)).toBe(false);
    expect(isOfItsDay("Launched today, 30 October.", NOV_4)).toBe(false);
    expect(isOfItsDay("Opens on Tuesday 3 November.", NOV_4)).toBe(true);
  });

  it("that looks ahead from the day it was said on expires as if it named the day (B6)", () => {
    const over = (text: string, today: string) => stillAhead(text, { saidOn: "2026-10-30", today }) === null;
    expect(over("Letters next week.", "2026-11-08")).toBe(false);
    expect(over("Letters next week.", "2026-11-09")).toBe(true);
    expect(over("Appels le mois prochain.", "2026-11-30")).toBe(false);
    expect(over("Appels le mois prochain.", "2026-12-01")).toBe(true);
    // Said on a Friday.
    expect(over("Signed by Friday.", "2026-11-06")).toBe(false);
    expect(over("Signed by Friday.", "2026-11-07")).toBe(true);
  });

  it.each([
    // Said on a Thursday, read on the Monday after.
    ["The meeting is tomorrow and I expect a text by 23 October.", true],
    ["The fix is live since yesterday.", true],
    ["Tests réels passés hier", true],
    ["Consentements : échéance d’aujourd’hui manquée", true],
    ["Absente la semaine prochaine, Léa a les clés.", true],
    ["The fix has been live since Saturday.", true],
    ["By the end of the week the pilot ends.", true],
    ["D’ici la fin de la semaine, le pilote s’arrête.", true],
    ["Pilot on Sunday.", true],
    ["The pilot starts in five days.", true],
    ["Le pilote commence dans 5 jours.", true],
    ["Live on Thursday, 1 October.", false],
    ["The team meets every Monday.", false],
    ["It held over Black Friday.", false],
    ["The fix has been live since Tuesday.", false],
    ["Go-live on 12 October: the freeze ends on the 4th.", true],
    ["Mise en service le 12 octobre : le gel s’arrête le 3.", true],
    ["The freeze ends on the 9th, on the 2nd floor of the 4th store.", false],
    ["Gel du 25 % au 3 magasins, le 4 magasin.", false],
    ["Live in 12 stores.", false],
  ])(
    "that names a day by its distance, or one of several that has passed, has its own day (B6): %j",
    (text, isOfIts) => {
      expect(isOfItsDay(text, { saidOn: "2026-10-01", today: "2026-10-05" })).toBe(isOfIts);
      expect(isOfItsDay(text, { saidOn: "2026-10-01", today: "2026-10-01" })).toBe(false);
    },
  );

  it.each([
    // Said on Thu 29 October, in week 44, and read on Tue 10 November, in week 46.
    ["Start W45, launch W46.", true],
    ["Launch in W46.", false],
    ["Pilot in week 45.", true],
    ["Pilote semaine 45.", true],
    ["Pilote en S45, lancement en S46.", true],
    ["S45 : pilote.", true],
    ["We test it this week.", true],
    ["Tests cette semaine.", true],
    ["Pilot: 2.11. Launch: 12.11.", true],
    ["The pilot starts by 10/31.", true],
    ["Opens on Fri 30 October.", true],
    ["Decision by Friday 13 November.", false],
    ["Fixed last Monday.", true],
    ["Corrigé lundi dernier.", true],
    ["Version 2.11.", false],
    ["Version: 2.11. It is out.", false],
    ["We upgraded Kafka from 2.9 to 2.11. It holds.", false],
    ["Kafka 2.11 and 1.2.11.4 run.", false],
    ["10/31 tests pass.", false],
    ["Tests: 10/31.", false],
    ["It failed on 10/31 tests.", false],
    ["The S45 is sold out in 45 stores.", false],
    ["Week 45 of 52.", false],
    ["It runs in W44–46.", false],
    ["W3 and section 45 of the guide.", false],
  ])(
    "that is named by its numbers, its week or as of this week, and no version or fraction (B6): %j",
    (text, isOfIts) => {
      expect(isOfItsDay(text, { saidOn: "2026-10-29", today: "2026-11-10" })).toBe(isOfIts);
    },
  );

  it.each([
    ["Watch the 25th.", true],
    ["Watch the 25th: a heavy day", true],
    ["The launch is the 31st", true],
    ["We opened the 25th store.", false],
    ["It is the 13th in a row.", false],
    ["Of four, the 3rd.", false],
  ])("that names a day by its number alone has its own day (B6): %j", (text, isOfIts) => {
    expect(isOfItsDay(text, { saidOn: "2027-01-21", today: "2027-02-01" })).toBe(isOfIts);
  });

  it.each([
    // Said on Fri 30 October and read on Tue 3 November, in another week and month.
    ["We will implement it in the next 2-3 weeks.", true],
    ["Ouverture dans deux à trois semaines.", true],
    ["Ouverture dans les prochains jours.", true],
    ["It takes at least another week.", true],
    ["It will likely take a few more weeks.", true],
    ["Encore deux semaines de tests.", true],
    ["It was kicked off two weeks ago.", true],
    ["Lancé il y a deux semaines.", true],
    ["Il y a deux semaines, nous avons ouvert.", true],
    ["Il y a trois mois, on a signé.", true],
    ["Three months ago we have signed.", true],
    ["In two weeks we moved 40 stores.", false],
    ["She comes back within 4 days.", true],
    ["Elle revient sous 4 jours.", true],
    ["Le plan ne tient que si nous récupérons la grue sous 4 jours.", true],
    ["Remboursée sous 4 jours après le retour.", false],
    ["Réponse d’ici 4 jours.", true],
    ["Two stores joined last month.", true],
    ["Le mois dernier, deux magasins.", true],
    ["Key developments of this month:", true],
    ["Rien de neuf ce mois-ci.", true],
    ["The calls come next month.", true],
    ["Il y a deux semaines de retard.", false],
    ["Refunds find their receipt within 90 days.", false],
    ["Every request is answered within two weeks of the call.", false],
    ["23 % of them came back to the site within two weeks.", false],
    ["Each week of waiting is one more week on the launch.", false],
    ["En ce mois de mai, rien.", false],
    ["The plan covers two weeks.", false],
  ])(
    "that counts the days, weeks or month from its own has its own day, and what takes so long has none (B6): %j",
    (text, isOfIts) => {
      expect(isOfItsDay(text, { saidOn: "2026-10-30", today: "2026-11-03" })).toBe(isOfIts);
    },
  );

  it.each([
    ["We will implement it in the next 2-3 weeks.", "2026-11-20", null],
    ["We will implement it in the next 2-3 weeks.", "2026-11-21", "over"],
    ["Réponse d’ici 4 jours.", "2026-11-03", null],
    ["Réponse d’ici 4 jours.", "2026-11-04", "over"],
    ["There was less time this month.", "2026-11-01", null],
    ["Shipped last month, two weeks ago.", "2026-12-01", null],
    ["She comes back within 4 days.", "2026-12-01", null],
  ])("is over when the most of them are (B6): %j on %s", (text, today, over) => {
    expect(stillAhead(text, { saidOn: "2026-10-30", today }) === null).toBe(over === "over");
  });

  it.each([
    // Said on Fri 30 October and read on Wed 4 November.
    ["We go live this Friday.", true],
    ["We go live this Saturday.", true],
    ["Ce vendredi, ouverture.", true],
    ["Last Thursday we moved 40 shops.", true],
    ["Vendredi dernier, 40 magasins.", true],
    ["We go live on Friday week.", true],
    ["Ouverture vendredi en huit.", true],
    ["Launch in a fortnight.", true],
    ["Mise en service dans quinze jours.", true],
    ["Réponse sous quinzaine.", true],
    ["Sous huitaine, la réponse.", true],
    ["Au cours des deux prochaines semaines, Lyon.", true],
    ["We start a week from now.", true],
    ["Away until the middle of the month.", true],
    ["Absentes jusqu’au milieu du mois.", true],
    ["La recette est prévue à la mi-mois.", true],
    ["Le rapport est en service depuis une semaine.", true],
    ["The report has been in use for a week.", true],
    ["Go-live on 2.11.", true],
    ["Go-live on the second of November.", true],
    ["Le premier novembre, tout est prêt.", true],
    ["Go-live on the twelfth of November.", false],
    ["Go-live on the thirty-second of November.", false],
    ["Kafka runs on 2.11.", false],
    ["Au milieu du mois de mai, la recette.", false],
    ["The shop is closed for two weeks from May on.", false],
    ["The second of two shops opens in an instant.", false],
  ])("that is near its own, in whatever words, has its own day (B6): %j", (text, isOfIts) => {
    expect(isOfItsDay(text, { saidOn: "2026-10-30", today: "2026-11-04" })).toBe(isOfIts);
  });

  it.each([
    // The day of a Friday, named on a Friday, is that day or the next such one: nothing is left out for it.
    ["We go live this Friday.", "2026-11-20", null],
    ["We go live this Sunday.", "2026-11-01", null],
    ["We go live this Sunday.", "2026-11-02", "over"],
    ["We go live on Sunday week.", "2026-11-08", null],
    ["We go live on Sunday week.", "2026-11-09", "over"],
    ["Last Thursday we moved 40 shops.", "2026-11-20", null],
    ["Launch in a fortnight.", "2026-11-13", null],
    ["Launch in a fortnight.", "2026-11-14", "over"],
    ["Mise en service dans quinze jours.", "2026-11-14", null],
    ["Mise en service dans quinze jours.", "2026-11-15", "over"],
    ["Go-live on the second of November.", "2026-11-02", null],
    ["Go-live on the second of November.", "2026-11-03", "over"],
    ["Away until the middle of the month.", "2026-11-20", null],
  ])("is over when that day is (B6): %j on %s", (text, today, over) => {
    expect(stillAhead(text, { saidOn: "2026-10-30", today }) === null).toBe(over === "over");
  });

  it.each([
    // Said on Fri 30 October and read on Wed 4 November.
    ["The first wave ends at the end of Oct.", true],
    ["La première vague s’achève fin oct.", true],
    ["Fin sept seulement, trois personnes.", false],
    ["Reviewed by Jan and open in sept magasins.", false],
    ["Le 2/11, on bascule.", true],
    ["Le gel va du 2/11 au 15/12.", true],
    ["Le 2/11 des magasins est ouvert.", false],
    ["On 11/2 we switch.", true],
    ["On 2/11 we switch.", true],
    ["On 11/2/2027 we switch.", false],
    ["It failed on 11/2 tests.", false],
    ["In 48 hours we switch.", true],
    ["Lundi 2/11, on bascule.", true],
    ["Monday 11/2: the switch.", true],
    ["Within 48 hours we switch.", true],
    ["Dans les 24 prochaines heures, la réponse.", true],
    ["Dans les 48 heures, on bascule.", true],
    ["Réponse sous 48 h.", true],
    ["Le message dit : « il arrive sous 48 h ».", false],
    ["Every call is answered within 48 hours.", false],
    ["Dans les deux semaines qui ont suivi, tout a tenu.", false],
    ["We finish by end of week.", true],
    ["We finish by EOW.", true],
    ["We finish by end of week 47.", false],
    ["Fin de la semaine 47, on bascule.", false],
    ["Cette nuit, on bascule.", true],
    ["We switch by end of day.", true],
    ["The coming week brings York.", true],
    ["The week ahead brings York.", true],
    ["La semaine qui vient, Lyon.", true],
    ["Dans les semaines à venir, Lyon.", true],
    ["In the weeks ahead, York.", true],
    ["Le mois qui vient, Lyon.", true],
    ["Avant la fin du mois, la seconde vague.", true],
    ["The second wave comes by the end of the month.", true],
    ["Avant la fin du mois de novembre, la seconde vague.", false],
    ["As of today 40 shops are live.", true],
    ["Today 12 shops are live.", true],
    ["Today, 30 October, 40 shops are live.", false],
    ["À ce jour, 40 magasins.", true],
    ["Tuesday 08:00: launch in all stores.", true],
    ["Mardi 8 h : lancement.", true],
    ["Mardi 8h30, lancement.", true],
    ["Tuesday 5 pm: launch.", true],
    ["Tuesday 40 shops open.", true],
    ["Tuesday 10 November: launch.", false],
    ["Tuesday 10: launch.", false],
    ["Mardi 10 : lancement.", false],
  ])("that is told by hours, a slash, a short name or what comes has its own day (B6): %j", (text, isOfIts) => {
    expect(isOfItsDay(text, { saidOn: "2026-10-30", today: "2026-11-04" })).toBe(isOfIts);
  });

  it.each([
    ["In 48 hours we switch.", "2026-11-01", null],
    ["In 48 hours we switch.", "2026-11-02", "over"],
    ["Le 2/11, on bascule.", "2026-11-02", null],
    ["Le 2/11, on bascule.", "2026-11-03", "over"],
    ["On 11/2 we switch.", "2026-11-03", "over"],
    ["We finish by EOW.", "2026-11-01", null],
    ["We finish by EOW.", "2026-11-02", "over"],
    ["The coming week brings York.", "2026-11-08", null],
    ["The coming week brings York.", "2026-11-09", "over"],
    ["La semaine qui vient, Lyon.", "2026-11-09", "over"],
    ["Tuesday 08:00: launch in all stores.", "2026-11-03", null],
    ["Tuesday 08:00: launch in all stores.", "2026-11-04", "over"],
    ["Le support répond sous 48 h.", "2026-11-20", null],
  ])("is over when those hours, that week or that day are (B6): %j on %s", (text, today, over) => {
    expect(stillAhead(text, { saidOn: "2026-10-30", today }) === null).toBe(over === "over");
  });

  it.each([
    ["In two weeks of work we fixed 40 bugs.", false],
    ["En deux semaines de travail, 40 anomalies.", false],
    ["In two weeks we open York.", true],
    ["The Sunday shops are open.", false],
    ["The Monday release is late.", true],
    ["The Monday talks are over.", true],
    ["Today’s customers pay by phone.", false],
    ["Les clients d’aujourd’hui paient par téléphone.", false],
    ["Today’s tests have passed.", true],
    ["Le mardi, l’équipe publie une version.", false],
    ["On bascule au plus tard le mardi.", true],
    ["Mardi, l’équipe publie une version.", true],
    ["In October we moved 40 shops.", false],
    ["En octobre, nous avons ouvert Lyon.", false],
    ["In October we move 40 shops.", true],
    ["En octobre, nous ouvrons Lyon.", true],
  ])("has none in a habit, a length, or a month that it looks back on (B6): %j", (text, isOfIts) => {
    expect(isOfItsDay(text, { saidOn: "2026-10-30", today: "2026-11-04" })).toBe(isOfIts);
  });

  it.each([
    // Said on Fri 30 October and read on Wed 4 November.
    ["La nuit prochaine, on bascule.", true],
    ["La nuit dernière, on a basculé.", true],
    ["All data is moved by end Oct.", true],
    ["Début nov. : pilote.", false],
    ["Pilot 2-Nov, launch 16-Nov.", true],
    ["Pilot 02/11/2026 in York.", true],
    ["Pilot 11/02/2027 in York.", false],
    ["Réponse avant la fin de la journée.", true],
    ["Over the last two weeks York was open.", true],
    ["Ces derniers jours, Lyon était ouvert.", true],
    ["Tested in the past week.", true],
    ["La semaine écoulée, rien.", true],
    ["It opens next weekend.", true],
    ["Pilot on Mon.", true],
    ["Tue: pilot. Thu: launch.", true],
    ["Mardi 3 : pilote.", true],
    ["Tuesday 3rd: pilot.", true],
    ["Monday 3rd: pilot.", false],
    ["It began a month ago.", true],
    ["C’était il y a un mois.", true],
    ["On mon équipe compte.", false],
    ["Jan: it is reviewed.", false],
    ["Upgraded to version 24.10. It holds.", false],
    ["Node 20.10. runs.", false],
    ["We launch 20.10. for all.", false],
    ["Scores: 3/4/2 and 10/12/14.", false],
    ["Two months of work remain.", false],
    ["In three months we moved 40 shops.", false],
    ["In two weeks we fixed 40 bugs.", false],
    ["Le contrat dure 6 mois.", false],
    ["Dans les trois mois qui ont suivi, rien.", false],
    ["La fin du mois est lourde pour la paie.", false],
    ["1-2 marches, 3-4 maisons.", false],
  ])("that is a night, the end of a month, or a date as numbers has its own day (B6): %j", (text, isOfIts) => {
    expect(isOfItsDay(text, { saidOn: "2026-10-30", today: "2026-11-04" })).toBe(isOfIts);
  });

  it.each([
    ["All data is moved by end Nov.", "2026-11-30", null],
    ["All data is moved by end Nov.", "2026-12-01", "over"],
    ["Nov.: launch. Then York.", "2026-12-01", null],
    ["Nov: launch.", "2026-12-01", "over"],
    ["Courant nov., lancement.", "2026-12-01", "over"],
    ["Launch 30.11. in all stores.", "2026-11-30", null],
    ["Launch 30.11. in all stores.", "2026-12-01", "over"],
    ["Launch 30.11.", "2026-12-01", "over"],
    ["Lancement 30.11.", "2026-12-01", "over"],
    ["C’est prévu pour la fin du mois prochain.", "2026-11-30", null],
    ["C’est prévu pour la fin du mois prochain.", "2026-12-01", "over"],
    ["We open in two to three months.", "2027-01-30", null],
    ["We open in two to three months.", "2027-01-31", "over"],
    ["Ouverture d’ici un mois.", "2026-11-30", null],
    ["Ouverture d’ici un mois.", "2026-12-01", "over"],
    ["Jeudi 26 : comité.", "2026-11-26", null],
    ["Jeudi 26 : comité.", "2026-11-27", "over"],
  ])("is over when that night, month or date is (B6): %j on %s", (text, today, over) => {
    expect(stillAhead(text, { saidOn: "2026-10-30", today }) === null).toBe(over === "over");
  });

  it("that is the end of the month is over when it is, but where in the last week the next one may be meant (B6)", () => {
    const over = (text: string, saidOn: string, today: string) => stillAhead(text, { saidOn, today }) === null;
    for (const text of [
      "The switch is planned for the end of the month.",
      "The switch is due EOM.",
      "We switch by the end of the month.",
      "La bascule est prévue pour la fin du mois.",
      "On bascule en fin de mois.",
      "Avant la fin du mois, on bascule.",
    ]) {
      expect(over(text, "2026-10-24", "2026-10-31")).toBe(false);
      expect(over(text, "2026-10-24", "2026-11-01")).toBe(true);
      expect(over(text, "2026-10-25", "2026-11-01")).toBe(false);
    }
    expect(isOfItsDay("Prévu pour la fin du mois.", { saidOn: "2026-10-30", today: "2026-11-04" })).toBe(false);
  });

  it("of which two may be meant is the later one (B6)", () => {
    const over = (text: string, today: string) => stillAhead(text, { saidOn: "2026-10-26", today }) === null;
    // Said on a Monday.
    for (const text of ["Go-live next Friday.", "Ouverture vendredi prochain.", "Signed by next Fri."]) {
      expect(over(text, "2026-11-06")).toBe(false);
      expect(over(text, "2026-11-07")).toBe(true);
      expect(isOfItsDay(text, { saidOn: "2026-10-26", today: "2026-11-02" })).toBe(true);
    }
    for (const text of ["En fin de semaine prochaine, Lyon.", "D’ici la fin de la semaine prochaine, Lyon."]) {
      expect(over(text, "2026-11-08")).toBe(false);
      expect(over(text, "2026-11-09")).toBe(true);
    }
  });

  it("is of another year at its turn, and nothing is left out for the end of one (B6)", () => {
    for (const text of ["York by the end of the year.", "Lyon l’année prochaine.", "Lyon d’ici fin d’année."]) {
      expect(isOfItsDay(text, { saidOn: "2026-12-20", today: "2026-12-30" })).toBe(false);
      expect(isOfItsDay(text, { saidOn: "2026-12-20", today: "2027-01-04" })).toBe(true);
      expect(stillAhead(text, { saidOn: "2026-12-20", today: "2027-01-04" })).not.toBeNull();
    }
  });

  it("tells of weeks until now alike, whichever way they are counted (B6)", () => {
    const since = ["in use since last week", "in use for a week", "en service depuis une semaine"];
    const on = (today: string) => since.map((text) => isOfItsDay(text, { saidOn: "2026-12-01", today }));
    expect(on("2026-12-03")).toEqual([false, false, false]);
    expect(on("2026-12-07")).toEqual([true, true, true]);
    expect(isOfItsDay("waiting for 3 days", { saidOn: "2026-12-01", today: "2026-12-02" })).toBe(true);
  });

  it("at the turn of the year is about the day next to it (B6)", () => {
    expect(isOfItsDay("15 Jan: last day", { saidOn: "2026-12-31", today: "2027-01-05" })).toBe(false);
    expect(isOfItsDay("15 Jan: last day", { saidOn: "2026-12-31", today: "2027-01-18" })).toBe(true);
    expect(isOfItsDay("Décembre : bilan", { saidOn: "2026-11-30", today: "2027-01-05" })).toBe(true);
  });
});

describe("a digest", () => {
  const textOf = (...of: Parameters<typeof theDocument>) => digestText(theDocument(...of)).replaceAll("\u00a0", " ");
  const french = { reader: { handle: "s", name: "S", locale: "fr-FR", zone: "UTC" } };

  it("tells as what comes only what still lies ahead, and nothing where all has passed (B6)", () => {
    const [some, none] = ["2 Nov: pilot. 16 Nov: launch.", "2 Nov: pilot."];
    const text = textOf([aProgram("P", [green, fed("next", some)]), aProgram("Q", [green, fed("next", none)])]);
    expect(text).toContain("16 Nov: launch.");
    expect(text).not.toContain("2 Nov: pilot");
    const document = theDocument([aProgram("Q", [green, fed("next", none)])]);
    expect(document.sections.map(({ section }) => section)).not.toContain("next");
    expect(document.head.sources).toMatchObject([{ id: "Q-check-in" }]);
  });

  it("says of any other words about days that were ahead when they were said (B6)", () => {
    const risk = fed("risk", "After 2 November the letters cost more.");
    const said = (locale: typeof french | undefined) => textOf([aProgram("P", [amber, risk])], locale);
    expect(said(undefined)).toContain("— said on Fri 30 Oct");
    expect(said(french)).toContain("— propos du ven. 30 oct.");
    expect(textOf([aProgram("P", [amber, fed("risk", "After 20 November they cost more.")])])).not.toContain("said on");
  });

  it("is read without what is struck out of it (B6)", () => {
    const own = (line: string) => textOf([aProgram("P", [amber, fed("bottom-line", line)])]);
    expect(own("We open ~~on 2 November~~ on 9 November.")).not.toContain("said on");
    expect(own("We open ~on 2 November~ on 9 November.")).not.toContain("2 November");
    expect(own("We open on 2 November, ~~not on 9 November~~.")).toContain("said on Fri 30 Oct");
    const next = (plan: string) => textOf([aProgram("P", [green, fed("next", plan)])]);
    expect(next("Pilot ~~on 2 November~~ in York.")).toContain("in York.");
    expect(next("Pilot on 2 November, ~~16 November~~ in York.")).not.toContain("in York.");
  });

  it("opens with no line of a lead about a day that has passed, which stays at their program with its day (B6)", () => {
    const opens = (day: string) => [fed("bottom-line", `P opens on ${day}.`), amber];
    const before = (more = {}) => ({ answers: [anAnswer("P", opens("2 November"), more)] });
    const document = theDocument([aProgram("P", [], before())]);
    expect(document.bottomLine).toMatchObject({ case: "new-amber", quote: null });
    const text = digestText(document).replaceAll("\u00a0", " ");
    expect(text).toContain("P opens on 2 November.\n");
    expect(text).toContain("said on Fri 30 Oct");
    const ahead = theDocument([aProgram("P", opens("20 November"))]);
    expect(ahead.bottomLine).toMatchObject({ quote: { text: "P opens on 20 November." } });
    const calm = theDocument([aProgram("P", [fed("bottom-line", "P opens on 2 November."), green])]);
    expect(calm.bottomLine).toMatchObject({ case: "nothing-needed", quote: null });
  });

  it("is of the day that its author had, not of its reader's (B6)", () => {
    const answer = (zone: string) =>
      anAnswer("P", [amber, fed("progress", "The freeze begins tomorrow.")], {
        ...{ zone, answeredAt: "2026-10-30T02:00:00.000Z" },
      });
    const told = (zone: string) => digestText(theDocument([aProgram("P", [], { answers: [answer(zone)] })]));
    expect(told("America/New_York").replaceAll("\u00a0", " ")).toContain("said on Thu 29 Oct");
    expect(told("Europe/London").replaceAll("\u00a0", " ")).toContain("said on Fri 30 Oct");
  });

  it("tells an ask whose day has passed as overdue, whoever has it to decide (B6)", () => {
    const asked = anAnswer("P", [amber, fed("ask", "One engineer for P?")]);
    const of = (more: Parameters<typeof anAsk>[1]) =>
      aProgram("P", [], {
        answers: [asked],
        asks: [anAsk("P", { checkInId: "P-check-in", neededBy: "2026-11-03", ...more })],
      });
    expect(textOf([of({})])).toContain("was due Tue 3 Nov, overdue");
    expect(textOf([of({ isReaders: false, decider: "Inès" })])).toContain("was due Tue 3 Nov, overdue");
    const wentUp = { at: "2026-11-03T09:00:00.000Z", to: "Inès", because: "term", isFromReader: true } as const;
    const up = { isReaders: false, decider: "Inès", wentUp };
    expect(textOf([of(up)])).toContain("ASK-1 One engineer for P? · was due Tue 3 Nov, overdue");
    expect(textOf([of(up)], french)).toContain("réponse attendue pour le mar. 3 nov. : en retard");
    expect(textOf([of({ ...up, neededBy: "2026-11-10" })])).not.toContain("overdue");
  });

  it("names whoever decides, but not with what is overdue, which is for themselves to read (V8)", () => {
    const asked = anAnswer("P", [amber, fed("ask", "One engineer for P?")]);
    const of = (more: Parameters<typeof anAsk>[1]) =>
      textOf([
        aProgram("P", [], {
          answers: [asked],
          asks: [anAsk("P", { checkInId: "P-check-in", isReaders: false, decider: "Inès", ...more })],
        }),
      ]);
    expect(of({ neededBy: "2026-11-10" })).toContain("Inès decides");
    const overdue = of({ neededBy: "2026-11-03" });
    expect(overdue).toContain("was due Tue 3 Nov, overdue");
    expect(overdue).toContain("someone else decides");
    expect(overdue).toContain("1 request overdue");
    expect(overdue).not.toContain("Inès");
  });

  it("says of an ask in the words of the record, too, when they were said (B6)", () => {
    const of = (title: string, more = {}) =>
      textOf([aProgram("P", [green], { asks: [anAsk("P", { title, neededBy: null, ...more })] })]);
    expect(of("An answer by 2 November?")).toContain("Lead of P · said on Fri 30 Oct");
    expect(of("An answer by Friday?", { saidOn: "2026-10-29" })).toContain("Lead of P · said on Thu 29 Oct");
    expect(of("An answer by 20 November?")).not.toContain("said on");
    expect(of("An answer by Friday?", { saidOn: "2026-11-03" })).not.toContain("said on");
  });

  it("compares a target date that has passed with what came of it, and claims nothing that no date says (B6)", () => {
    const kept = (key: string, ...dates: string[]) => {
      const milestone = aMilestone(key, ...dates);
      return aProgram(key, [green], { milestones: [{ ...milestone, before: milestone.current, change: null }] });
    };
    const moved = (key: string, ...dates: string[]) =>
      aProgram(key, [green], { milestones: [aMilestone(key, ...dates)] });
    const programs = [
      kept("Once", "2026-10-20"),
      kept("Again", "2026-10-06", "2026-10-20"),
      aProgram("Anew", [green], {
        milestones: [{ ...aMilestone("Anew", "2026-10-20"), before: "2026-10-20", change: null, passed: "2026-10-06" }],
      }),
      aProgram("Moved", [green], {
        milestones: [
          {
            ...aMilestone("Moved", "2026-10-13", "2026-10-20"),
            before: "2026-10-20",
            change: null,
            passed: "2026-10-06",
          },
        ],
      }),
      kept("Ahead", "2026-11-20"),
      kept("Before", "2026-09-20"),
      moved("Late", "2026-10-06", "2026-11-03"),
      moved("Later", "2026-10-06", "2026-11-17"),
      aProgram("Gone", [green], {
        milestones: [{ ...aMilestone("Gone", "2026-10-20"), passed: "2026-10-06", change: { kind: "another" } }],
      }),
    ];
    const english = textOf(programs);
    expect(english).toContain("Once · Target date · Tue 20 Oct: passed, no other date given\n");
    expect(english).toContain("Again · Target date · Tue 6 Oct → Tue 20 Oct (1 move): passed, no other date given");
    expect(english).toContain("Late · Target date · Tue 6 Oct → Tue 3 Nov (1 move), now past\n");
    expect(english).toContain("Later · Target date · Tue 6 Oct → Tue 17 Nov (1 move)\n");
    expect(english).toContain("Gone · Target date · Tue 6 Oct, then Tue 20 Oct: past\n");
    expect(english).toContain("Anew · Target date · Tue 6 Oct, then Tue 20 Oct: past\n");
    expect(english).toContain("Moved · Target date · Tue 6 Oct, then Tue 13 Oct → Tue 20 Oct (1 move): past\n");
    expect(english).not.toMatch(/(Ahead|Before) · Target date/);
    const inFrench = textOf(programs, french);
    expect(inFrench).toContain("Once · Date cible · mar. 20 oct. : passée, sans autre date donnée\n");
    expect(inFrench).toContain("Anew · Date cible · mar. 6 oct., puis mar. 20 oct. : passée\n");
    expect(inFrench).toContain("Late · Date cible · mar. 6 oct. → mar. 3 nov. (1 report), désormais passée");
    expect(inFrench).toContain("Gone · Date cible · mar. 6 oct., puis mar. 20 oct. : passée");
    expect(textOf(programs, { rhythm: "weekly" })).not.toContain("passed, no other");
  });

  it("says of a date that has passed whether it was reached, once somebody has said so (B6)", () => {
    const past = { ...aMilestone("P", "2026-10-20"), before: "2026-10-20", change: null };
    const old = { ...aMilestone("P", "2026-09-20"), before: "2026-09-20", change: null };
    const another = { ...aMilestone("P", "2026-11-20"), passed: "2026-10-06", change: { kind: "another" as const } };
    const cases: [MilestoneFacts, string, string][] = [
      [{ ...past, outcome: said(true) }, "Tue 20 Oct: reached", "mar. 20 oct. : atteinte"],
      [
        { ...past, outcome: said(false) },
        "Tue 20 Oct: not reached, no other date given",
        "mar. 20 oct. : non atteinte, sans autre date donnée",
      ],
      [
        { ...past, passed: "2026-10-06", outcome: said(true) },
        "Tue 6 Oct, then Tue 20 Oct: reached",
        "mar. 6 oct., puis mar. 20 oct. : atteinte",
      ],
      [
        { ...another, passedOutcome: said(true) },
        "now Fri 20 Nov (Tue 6 Oct was reached)",
        "désormais le ven. 20 nov. (l’échéance du mar. 6 oct. a été atteinte)",
      ],
      // Said only now, of a date of the month before.
      [{ ...old, outcome: said(true) }, "Sun 20 Sept: reached", "dim. 20 sept. : atteinte"],
    ];
    for (const [milestone, english, inFrench] of cases) {
      const program = aProgram("P", [green], { milestones: [milestone] });
      expect(textOf([program])).toContain(`P · Target date · ${english}\n`);
      expect(textOf([program], french)).toContain(`P · Date cible · ${inFrench}\n`);
    }
    // What the digest before told is not told again, of a date of this period neither.
    for (const milestone of [old, past]) {
      const toldBefore = { ...milestone, outcome: { ...said(true), isNew: false } };
      expect(textOf([aProgram("P", [green], { milestones: [toldBefore] })])).not.toContain("Target date");
    }
  });

  it("counts no program among those that need nothing whose target date has passed and stands (B6)", () => {
    const of = (
      date: string,
      more: Parameters<typeof theDocument>[1] = {},
      outcome: ReturnType<typeof said> | null = null,
    ) => {
      const milestone = { ...aMilestone("P", date), before: date, outcome };
      return theDocument([aProgram("P", [green], { milestones: [milestone] }), aProgram("Q", [green])], more);
    };
    expect(of("2026-11-04").bottomLine.case).toBe("nothing-needed");
    // Told as past in this digest, or in the next one.
    for (const date of ["2026-10-20", "2026-11-02"]) {
      expect(of(date).bottomLine.case).toBe("no-request");
      expect(of(date).rest).toMatchObject({ programs: 1, of: "some", sources: [{ id: "Q-check-in" }] });
    }
    // An earlier digest has told it, and its lead has spoken since.
    expect(of("2026-09-20").bottomLine.case).toBe("nothing-needed");
    // Whoever gave it has said that it was reached, or was not.
    expect(of("2026-10-20", {}, said(true)).bottomLine.case).toBe("nothing-needed");
    expect(of("2026-10-20", {}, said(false)).bottomLine.case).toBe("no-request");
  });

  it("says of a colour in a year with its months only what it is (B6)", () => {
    const months = [{ month: "2026-10", at: "2026-11-04T09:00:00.000Z" }];
    expect(textOf([aProgram("P", [amber])], { rhythm: "annual", months })).toContain("🟠 P · at risk\n");
    expect(textOf([aProgram("P", [amber])])).toContain("🟠 P · at risk (first status)");
  });
});
