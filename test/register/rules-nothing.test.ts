import { describe, expect, it } from "vitest";
import { isLeftEmpty, saysNoNews, saysNothing } from "../../src/register/drafts/rules-nothing.ts";

describe("an answer that is left empty in other words", () => {
  it.each([
    "…",
    "-",
    "—",
    "...",
    "?",
    "n/a",
    "N/A.",
    "None",
    "**Nothing**",
    "No updates",
    "Not applicable",
    "Nothing new here.",
    "Nothing planned",
    "Rien de prévu",
  ])("%o (B12)", (text) => {
    expect(isLeftEmpty(text)).toBe(true);
    expect(saysNothing(text, "blocker")).toBe(true);
  });
  it.each(["RAS", "R.A.S.", "Rien", "rien à signaler !", "Néant", "neant", "Sans objet", "S/O", "Aucun"])(
    "%o (B12)",
    (text) => {
      expect(isLeftEmpty(text)).toBe(true);
    },
  );
  it.each([
    "No",
    "Non",
    "✅",
    "0",
    "100 %",
    "Nothing works",
    "N/A in Lyon",
    "Rien, sauf Lyon",
    "No update from Lyon",
    "So",
  ])("is not %o (B12)", (text) => {
    expect(isLeftEmpty(text)).toBe(false);
  });
});

describe("an answer that says that there is nothing", () => {
  it.each(["None", "none.", "No", "N/A", "-", "rien à signaler", "Aucun", "RAS", "Nothing yet"])("%o", (text) => {
    expect(saysNothing(text, "blocker")).toBe(true);
  });
  it.each([
    "None that I know of, which is new.",
    "No new risks this week",
    "No known blockers at the moment.",
    "Nothing that we are aware of",
    "Pas de risque à ma connaissance",
    "Aucun risque identifié à ce jour, ce qui est nouveau.",
    "Rien pour l’instant",
  ])("%o, in a short sentence (B8)", (text) => {
    expect(saysNothing(text, "blocker")).toBe(true);
  });
  it.each([
    "None that I know of, but the vendor is late",
    "No risk of rain, the roof is open",
    "No new risks this week. The old one grows.",
    "Pas de risque de retard si la licence arrive",
    "Nothing works this week",
  ])("is not %o (B8)", (text) => {
    expect(saysNothing(text, "blocker")).toBe(false);
  });
  it.each(["No engineer is free", "None of the tests pass", "Rien ne marche", "Nonetheless"])("is not %o", (text) => {
    expect(saysNothing(text, "blocker")).toBe(false);
  });
});

const FEEDS = ["ask", "risk", "blocker", "decision", "dependency"] as const;

describe("an answer without content, as it is shown", () => {
  it.each([
    ...["`N/A`", "> RAS", "1. RAS", "~~RAS~~", "RAS 👍", "Nothing to report 🙂", "N/A :thumbsup:", "N/A\n\nN/A"],
    ...[
      "# Progress\n\nRAS",
      "**Progress:** n/a",
      "- RAS\n- RAS",
      "&nbsp;",
      "<br>",
      "<!-- -->",
      "<!-- note -->",
      "\u200b",
    ],
    ...[
      "=",
      "~",
      "⋯",
      "- [ ]",
      "| | |\n|-|-|\n| | |",
      "~~All done~~",
      "~All done~",
      "TBD",
      "Avancement : RAS",
      "'N/A'",
      "« RAS »",
    ],
    ...["N/A for now", "À\u00a0confirmer", "RAS ce mois-ci", "Nothing to report this month.", "&nbsp;".repeat(60)],
  ])("has none: %j (B12)", (text) => {
    expect(isLeftEmpty(text)).toBe(true);
    for (const feed of [...FEEDS, "progress"] as const) expect(saysNothing(text, feed)).toBe(true);
  });

  it.each([
    ...[
      "✅",
      "👍",
      "0",
      "12.",
      "1. 2",
      "100 %",
      "↑",
      "![](a.png)",
      "All good",
      "No changes",
      "No asks this month",
      "None of it works",
    ],
    ...[
      "Open incidents: none",
      "Risks: none",
      "RAS sur la migration",
      "Rien à signaler, sauf Lyon",
      "N/A in Lyon",
      "So",
    ],
    ...["RAS\n\nLyon is late.", "`RAS` is the name of the product", "Nothing this week, the mill stood still"],
  ])("has some: %j (B12)", (text) => {
    expect(isLeftEmpty(text)).toBe(false);
    expect(saysNothing(text, "progress")).toBe(false);
  });
});

describe("an answer that says that there is none of what was asked for", () => {
  const ENGLISH = [
    ...[
      "No asks this month.",
      "No ask",
      "No requests",
      "No decision needed",
      "No decision needed this month.",
      "Nothing needed",
    ],
    ...[
      "Nothing needed from you",
      "Nothing needed (from you).",
      "None needed",
      "None at this stage",
      "None as of now",
      "Not this month",
    ],
    ...[
      "No thanks",
      "No, thank you",
      "None. All good.",
      "None – all on track",
      "N/A - all good",
      "N/A for now",
      "- None this month",
    ],
    ...[
      "None (yet)",
      "None, nothing to ask",
      "Nope, all good",
      "None 🙂",
      "**None.**",
      "*None this month*",
      "Asks: none",
      "All good",
    ],
    ...[
      "No help needed",
      "No action required from your side.",
      "I have no asks",
      "There are no open requests",
      "Not yet",
      "No need",
    ],
    ...[
      "Nothing from my side this week",
      "Nothing to decide",
      "No asks for you this month, thanks!",
      "None, as planned",
    ],
  ];
  const FRENCH = [
    ...[
      "Aucune demande ce mois-ci.",
      "Aucune demande particulière",
      "RAS ce mois-ci",
      "RAS - tout va bien",
      "RAS pour le moment",
    ],
    ...[
      "Pas de demande",
      "Pas de demande ce mois-ci.",
      "Pas de besoin",
      "Pas de besoin pour l’instant",
      "Pas de décision attendue",
    ],
    ...[
      "Aucune décision attendue",
      "Aucune décision n’est attendue à ce stade",
      "Rien à demander",
      "Rien de particulier",
      "Rien de plus",
    ],
    ...[
      "Rien pour le moment",
      "Rien à vous demander ce mois-ci",
      "Pas ce mois-ci",
      "Pas besoin d’aide",
      "Aucun besoin",
      "Non merci",
    ],
    ...[
      "Non, rien à signaler",
      "Néant, tout va bien",
      "Aucun arbitrage attendu",
      "Nous n’avons pas de demande",
      "Sans objet pour l’instant",
    ],
  ];
  it.each([...ENGLISH, ...FRENCH])("is no ask: %j (B1)", (text) => {
    expect(saysNothing(text, "ask")).toBe(true);
  });

  it.each([
    ...[
      "No blockers 🙂",
      "N/A - all good",
      "No changes",
      "No risks or issues",
      "No risks, no blockers",
      "None. All on track.",
    ],
    ...[
      "Nothing is blocking us",
      "Not blocked",
      "Blockers: none",
      "No dependencies",
      "No major risks this month",
      "No news",
    ],
    ...[
      "Aucun point bloquant",
      "Rien de bloquant",
      "Pas de blocage ce mois-ci",
      "Pas de changement",
      "RAS, tout va bien",
      "Risques : aucun",
    ],
    ...["Aucun risque identifié", "Il n’y a pas de blocage", "Pas d’alerte", "Rien ne nous bloque"],
  ])("is no blocker and no risk: %j (A1)", (text) => {
    for (const feed of ["blocker", "risk"] as const) expect(saysNothing(text, feed)).toBe(true);
  });

  it.each([
    "No decision needed if Leeds confirms by Friday – else we need 20k",
    "None of the suppliers answered",
    "Nothing needed from you, but from Finance: a budget line",
    "No changes to scope were approved",
    "Not this month: in March we need two engineers",
    "No decision from you yet",
    "Nothing from you yet",
    "No. Decision needed.",
    "No – decision needed by Friday",
    "No budget",
    "No support",
    "No engineer is free",
    "No licence this month",
    "No answer",
    "No approval",
    "Nothing on track",
    "None on plan",
    "None as planned",
    "Nothing OK",
    "No news from you",
    "No updates from you so far",
    "No approval expected",
    "No support expected this month",
    "No owner, no date",
    "Nothing works",
    "Nothing can start before the permit",
    "Nothing new can be hired",
    "No request was answered by Finance",
    "None needed if the port opens",
    "None this month. In March we need a crane.",
    "No thanks to the vendor we are late",
    "All good, but we need a crane",
    "All good things need money: release 20k?",
    "Not needed: the second crane. Please cancel it.",
    "No issues with the vendor, please sign the contract",
    "Not yet signed",
    "Need help",
    "Asks: two engineers",
    "Confirm that there are no risks",
    "Is no decision needed?  Who says so?",
    "N/A for Lyon, in Paris one engineer",
    "Needed: nothing less than 20k",
  ])("is one: %j (B1)", (text) => {
    for (const feed of FEEDS) expect(saysNothing(text, feed)).toBe(false);
  });

  it.each([
    "Pas de besoin pour l’instant mais une décision en mars",
    "Pas encore de décision",
    "Aucune décision n’est prise",
    "Aucun fournisseur n’a répondu",
    "Aucune réponse",
    "Aucun budget",
    "Aucun budget ce mois-ci",
    "Pas de budget",
    "Pas de licence pour l’instant",
    "Pas assez de testeurs",
    "Pas de demande sans budget : débloquer 20 k€ ?",
    "Pas ce mois-ci : en mars, deux ingénieurs",
    "Rien ne marche",
    "Rien n’est signé",
    "Rien à demander, sauf une grue",
    "Rien de nouveau ne peut commencer sans le permis",
    "Rien de prêt à Lyon",
    "RAS sur la migration, mais la grue est en panne",
    "RAS. Qui paie la grue ?",
    "Non, il nous faut une grue",
    "Non : décision attendue",
    "Besoin d’aide",
    "Sans objet à Lyon ; à Paris, un ingénieur",
    "Tout va bien sauf la grue",
    "Tout va bien, mais il faut signer avant vendredi",
    "Aucun risque de pluie, le toit est ouvert",
    "Pas de blocage si la licence arrive",
    "Demande : deux ingénieurs",
    "Aucune aide de la DSI",
    "Rien comme prévu",
    "Pas de nouvelles de votre part",
    "Rien de votre part à ce jour",
    "Aucune validation attendue",
    "Aucun n’est prêt",
  ])("en est une : %j (B1)", (text) => {
    for (const feed of FEEDS) expect(saysNothing(text, feed)).toBe(false);
  });

  it.each(["No news yet", "Still no news", "No news since October", "Toujours aucune nouvelle", "No action so far"])(
    "is a wait, where it was asked what is needed: %j (B1)",
    (text) => {
      expect(saysNothing(text, "ask")).toBe(false);
    },
  );

  it("goes by what was asked: without a decision a blocker stands (B1)", () => {
    for (const text of [
      "No decision",
      "No decisions this month",
      "Aucune décision",
      "No needs",
      "No decision expected",
    ]) {
      expect(saysNothing(text, "ask")).toBe(true);
      expect(saysNothing(text, "blocker")).toBe(false);
    }
    for (const text of [
      ...["No decision yet", "No decisions so far", "No decision this month yet", "No decision at this stage yet"],
      ...["Still no decision", "Pas de décision à ce jour", "Aucune décision prévue à ce jour"],
      ...["Toujours aucune décision", "Pas de décision ce mois-ci à ce jour", "So far no decision"],
      ...["À ce jour, aucune décision", "Toujours pas d’arbitrage", "Pas de décision au dernier comité"],
    ]) {
      expect(saysNothing(text, "decision")).toBe(true);
      for (const feed of ["ask", "blocker", "risk"] as const) expect(saysNothing(text, feed)).toBe(false);
    }
  });
});

describe("what is needed of nobody, and what is waited for", () => {
  it.each([
    ...[
      "Nothing from your side yet.",
      "Nothing from your side",
      "No news from your side yet",
      "No updates from your end",
    ],
    ...["Nothing yet on your side", "No changes from you", "No input from your side", "No decision from you"],
    ...[
      "Nothing from the sponsor yet",
      "No decision from the committee",
      "Approvals: none yet",
      "Approval: no news",
      "Nothing from the team yet",
      "Decision: not yet?",
    ],
    ...["Help: none so far", "No reply from legal", "No approval yet", "No action from legal", "None left"],
    ...[
      "No critical parts",
      "No major supplier has signed",
      "No escalation path",
      "No critical issues except the crane",
    ],
    ...["Same need: two engineers", "Still blocked", "No decisions taken since the vendor left"],
    ...[
      "Rien de votre part",
      "Rien de votre côté",
      "Rien du sponsor",
      "Pas de nouvelles de votre côté",
      "Plus de blocages",
    ],
    ...["Aucun retour de votre part", "Pas de nouvelles du comité", "Pas de décision de votre part", "Toujours bloqué"],
    ...["Validations : aucune à ce jour", "Aucune validation", "Aucun blocage majeur sauf la grue"],
    ...["Approval: still none", "Help: none since last quarter", "Validation : toujours aucune"],
    ...["Validation : aucune depuis mars", "No, delays", "No. Delays"],
    ...["Plus aucune nouvelle", "Fixed?", "Résolu ?", "On track?"],
    ...["No news from my team", "Nothing from our team yet", "No update from our team yet"],
    ...["Pas de nouvelles de l’équipe", "Aucune nouvelle de notre équipe", "Rien de l’équipe à ce jour"],
  ])("waits: %j (B1)", (text) => {
    const feeds = text.startsWith("Decision:") ? (["ask", "blocker"] as const) : FEEDS;
    for (const feed of feeds) expect(saysNothing(text, feed)).toBe(false);
    expect(saysNoNews(text)).toBe(false);
  });

  it.each([
    ...["Nothing is needed from your side", "Nothing needed from you yet", "No action needed from sponsors"],
    ...["No decision required from the sponsor", "No sponsor action needed", "No asks from my team", "None from us"],
    ...["No asks from the team", "No ask for the sponsors this month", "No escalations", "Nothing to escalate"],
    ...["No special asks", "no outstanding asks", "No pending requests", "No need for help", "We need nothing"],
    ...["No action expected from you", "No help wanted", "Asks: none yet", "Support: none", "No points to raise"],
    ...["Aucune attente", "Pas d’attente particulière", "Aucune attente de votre part", "Rien à escalader"],
    ...["Aucun point à remonter", "Pas de point d’arbitrage", "Pas de sujet", "RAS côté demandes", "Aucune escalade"],
    ...[
      "Aucune décision attendue du sponsor",
      "Aucune action requise de votre part",
      "Rien n’est attendu de votre part",
    ],
    ...["No actions", "Nothing else needed", "We need nothing from you", "No needs from the sponsor", "Aucune action"],
    ...["Décisions attendues : aucune", "Pas d’attente vis-à-vis du sponsor", "Pas de demande au sponsor"],
    ...["Nous n’avons besoin de rien", "No decision needed yet", "Decision needed: none"],
    ...["Aucune action attendue de votre côté", "Pas besoin de vous", "Aucun besoin de votre part", "Rien à valider"],
  ])("is no ask: %j (B1)", (text) => {
    expect(saysNothing(text, "ask")).toBe(true);
    expect(saysNoNews(text)).toBe(false);
  });

  it.each([
    ...["No critical issues", "No critical blockers", "No significant risks", "No high risks", "No real blockers"],
    ...[
      "We are not blocked",
      "No delays",
      "No incidents",
      "Nothing major",
      "Nothing critical to report",
      "No risks left",
    ],
    ...["No issues encountered", "No escalations", "No action needed from sponsors", "No serious problems to date"],
    ...[
      "Aucun blocage majeur",
      "Pas de blocage majeur à ce stade",
      "Aucun risque critique",
      "Pas bloqué",
      "Aucun frein",
    ],
    ...["Pas de difficulté majeure", "Pas de gros blocage", "Rien de majeur à signaler", "Aucun blocage rencontré"],
    ...["Rien à escalader", "Aucun point à remonter", "Pas de souci", "Aucun retard", "Pas de blocage ni de risque"],
    ...["Still no blockers", "Still none", "There are still no issues", "None, same as last month", "None (unchanged)"],
    ...["No blockers. Unchanged.", "No risks as before", "Same. None.", "Nothing to report, same as last month"],
    ...["Toujours aucun risque", "Toujours pas de blocage", "Aucunes", "Aucun, idem", "Idem, RAS"],
    ...["RAS comme le mois dernier", "Pas de blocage, idem", "Nothing new, none open", "None (no change)"],
    ...[
      "There are none",
      "We have none",
      "We don’t have any blockers",
      "There are currently no blockers",
      "Not really",
    ],
    ...["None that I’m aware of", "For now none", "At this stage, no blockers", "None in November", "Resolved"],
    ...["No external dependencies", "No risks have been identified", "Nothing is blocking me", "No blockers anymore"],
    ...["Blockers: none. Risks: none.", "RAS de mon côté", "Pas de blocage de mon côté", "Pour l’instant, aucun"],
    ...["Cette semaine : RAS", "Il n’y a rien à signaler", "Rien à signaler de particulier", "RAS sur la période"],
    ...["Aucun en novembre", "Plus aucun blocage", "Blocages : néant. Risques : néant", "Tout est réglé"],
  ])("is no blocker and no risk, and ends what stood: %j (A1)", (text) => {
    for (const feed of ["blocker", "risk"] as const) expect(saysNothing(text, feed)).toBe(true);
    expect(saysNoNews(text)).toBe(false);
  });

  it.each([
    ...["No decisions taken", "No decisions were made", "No decision made this month", "Nothing decided yet"],
    ...["Aucune décision prise", "Aucune décision n’a été prise", "Rien de décidé", "Decisions: none yet"],
  ])("is no decision, and no answer to anything else: %j (B1)", (text) => {
    expect(saysNothing(text, "decision")).toBe(true);
    for (const feed of ["ask", "blocker", "risk"] as const) expect(saysNothing(text, feed)).toBe(false);
  });
});

describe("an answer without news", () => {
  it.each([
    "Nothing new.",
    "No update",
    "No updates this week",
    "No changes",
    "Rien de neuf.",
    "Pas de changement",
    "TBD",
  ])("says that what stands stands: %j (B3)", (text) => {
    expect(saysNoNews(text)).toBe(true);
    expect(saysNothing(text, "blocker")).toBe(true);
  });
  it.each([
    ...[
      "No change to report",
      "No changes to report",
      "No change. Thanks",
      "No update from our side",
      "No news, sorry",
    ],
    ...["Nothing new on our side", "Nothing new to report", "No change, all good", "All good, no change"],
    ...["No change since last month", "No changes since October.", "No change from last month", "Nothing has changed"],
    ...["No significant change", "Blockers: no change", "Nothing to add"],
    ...["Pas de changement à signaler.", "Aucun changement, merci", "Rien de nouveau de notre côté", "Rien n’a changé"],
    ...["Pas de changement depuis le mois dernier", "Aucune évolution", "Aucun changement majeur"],
    ...["No change expected", "No changes needed", "Still no change", "Has not changed", "No change vs last month"],
    ...["No change since Monday", "No change since 12 Oct", "Aucun changement prévu", "Pas d’évolution attendue"],
    ...["Toujours pas de changement", "Pas de changement par rapport au mois dernier", "Rien n’a évolué"],
    ...["No change since my last update", "No change since Q3", "Pas de changement depuis le mois passé"],
  ])("says so with the same tails as one that says that there is none: %j (B3)", (text) => {
    expect(saysNoNews(text)).toBe(true);
    for (const feed of ["blocker", "risk"] as const) expect(saysNothing(text, feed)).toBe(true);
  });
  it.each([
    ...["No new blockers", "No new risks this month.", "No other blockers", "No further risks", "Nothing else"],
    ...["Nothing more to report", "No additional issues", "No new blockers or risks", "There are no new risks"],
    ...["Pas de nouveau risque", "Pas d’autre blocage", "Aucun nouveau blocage majeur", "Rien d’autre", "Rien de plus"],
    ...["Aucun risque supplémentaire", "None new", "Blockers: none new", "None else", "No risks to add"],
    ...["Same issues, none new", "Aucun nouveau", "Aucun autre", "Aucun de plus", "Pas de risque à ajouter"],
  ])("says that there is nothing beside what is known: %j (B3)", (text) => {
    expect(saysNoNews(text)).toBe(true);
    for (const feed of ["blocker", "risk"] as const) expect(saysNothing(text, feed)).toBe(true);
  });
  it.each([
    ...["Unchanged", "Same as last month", "Same", "Ditto", "As before", "Still the same", "Same blocker as before"],
    ...["Inchangé", "Idem", "Comme le mois dernier", "Identique au mois dernier", "Toujours le même blocage"],
    ...["Idem que le mois dernier", "Les mêmes que le mois dernier", "Statu-quo", "Situation inchangée"],
    ...["Risks unchanged", "The risks remain the same", "Same as in September", "Same as prior month"],
    ...[
      "No, still open",
      "No, as before",
      "Non, idem",
      "Still same",
      "Still open",
      "As per last month",
      "See last month",
      "Same as my last update",
      "No change to risks",
    ],
    ...["No new ones", "No new risks; existing ones unchanged", "Idem mois dernier", "Pareil qu’avant"],
    ...["Toujours d’actualité", "Voir le mois dernier", "Pas de changement sur les risques"],
    ...["Risques inchangés", "Même situation", "Reste inchangé", "Identique\u00a0à octobre"],
  ])("says that it is as it was; an ask that does is asked again: %j (B3)", (text) => {
    expect(saysNoNews(text)).toBe(true);
    for (const feed of ["blocker", "risk"] as const) expect(saysNothing(text, feed)).toBe(true);
    expect(saysNothing(text, "ask")).toBe(false);
    expect(saysNothing(text, "progress")).toBe(false);
  });
  it.each([
    "No more blockers",
    "No open blockers",
    "None, nothing new",
    "None, same as last month",
    "Still no blockers",
    "RAS, idem",
    "No change, no blockers",
    "No change to the vendor's answer",
    "Risks unchanged but for Leeds",
    "Still no answer",
    "Toujours pas de réponse",
    "Pas de changement de fournisseur",
    "No change, still waiting for the vendor",
    "Same crane as last month",
    "As before the strike",
    "None.",
    "No blockers",
    "Aucun",
    "RAS",
    "N/A",
    "…",
    "",
    "Nothing",
    "No changes to scope were approved",
  ])("is not %j (B3)", (text) => {
    expect(saysNoNews(text)).toBe(false);
  });
});
