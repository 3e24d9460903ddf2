import { describe, expect, it } from "vitest";
import type { FedAnswer } from "../../src/digests/compile/facts.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { isAsking } from "../../src/register/drafts/rules-asking.ts";
import { aProgram, fed, green, red, theDocument } from "./facts.ts";

describe("words of asking", () => {
  it.each([
    "Please tell the stores before Friday.",
    "It needs somebody senior.",
    "A call from the harbour master would help.",
    "Help wanted with the old archives.",
    "Could somebody lend us a boat",
    "Which of the two quays is it?",
    "12 Nov, opening: five minutes from you.",
    "The ferry opens on time unless the crane stays away.",
    "Nothing is needed from you. Two engineers are needed in May.",
    "We are looking for two divers.",
    "Let us know by Friday.",
    "Waiting for the go-ahead of the port.",
    "Comments are appreciated.",
    "Un mot de votre part serait un vrai plus.",
    "Un mot du directeur serait bienvenu.",
    "Nous avons besoin de deux plongeurs.",
    "Merci de répondre avant vendredi.",
    "Ana: sign the annex by Friday.",
    "The budget has to be approved by Friday, or we stop.",
    "Approve the new crane by 12 November.",
    "We are blocked on the contract.",
    "[Waiting](https://port.example/9) on the review of the port.",
    "Il reste à obtenir l’accord du comité.",
    "Budget à débloquer avant vendredi.",
    "Release one diver to us until January.",
    "We count on legal to answer by Friday.",
    "Nous comptons sur le port pour le budget.",
    "If nobody decides, we stop on Friday.",
    "We have no budget for the second quay.",
    "No decision is needed, but two divers are missing.",
    "Il faudra trancher d’ici le 12 novembre.",
    "Sans réponse du port d’ici vendredi, nous décalons.",
    "Pouvez-vous prévenir le port",
    "Il nous faut une grue en mai.",
    "Il manque une signature.",
    "La règle est attendue du port.",
    "S’il vous plaît, avant vendredi.",
    "Le quai est à valider avant le 3 mai.",
    "Nous n’avons pas besoin d’aide, mais d’un coup de main.",
  ])("are found, of whomever it is asked (B1): %s", (text) => {
    expect(isAsking(text)).toBe(true);
  });

  it.each([
    "The board should choose the second quay.",
    "Somebody ought to speak to the port.",
    "The steering committee is to pick one of the two quays.",
    "Nothing moves until the port answers.",
    "We can't start before the permit is there.",
    "Two more divers and we make it.",
    "If the permit is not there by May, we lose the season.",
    "Without a second crane the date slips.",
    "The permit is on Harriet's desk.",
    "The ball is in the harbour's court.",
    "No word from the port yet.",
    "Still no answer from the insurer.",
    "On hold until the permit comes.",
    "We are short of divers.",
    "Stalled for lack of a crane.",
    "Open point: who pays the toll.",
    "To be decided: the colour of the ferry.",
    "We propose to close the old quay.",
    "Give us two more weeks.",
    "Only Ana can open the lock.",
    "Le comité devrait choisir le second quai.",
    "Quelqu’un devrait parler au port.",
    "Rien n’avance tant que le port se tait.",
    "Nous ne pouvons pas démarrer avant le permis.",
    "Impossible de plonger sans permis.",
    "Avec deux plongeurs de plus, nous tenons la date.",
    "Si le permis n’est pas là en mai, nous perdons la saison.",
    "Sans seconde grue, la date glisse.",
    "Le permis est sur le bureau d’Hélène.",
    "La balle est dans le camp du port.",
    "Toujours pas de réponse du port.",
    "Aucune nouvelle de l’assureur.",
    "Le quai est à l’arrêt, faute de grue.",
    "En suspens jusqu’au permis.",
    "Point ouvert : qui paie le péage.",
    "Dans l’attente du feu vert du port.",
    "Dossier remonté à la direction.",
    "Nous proposons de fermer le vieux quai.",
    "Donnez-nous deux semaines de plus.",
    "Appelez le port avant jeudi.",
    "Ce serait bien d’avoir une grue.",
    "Décision avant le 12 mai, sinon nous arrêtons.",
    "À Hélène de trancher.",
    "Decision on Friday at the latest.",
    "Decision on Tuesday.",
    "Décision vendredi au plus tard.",
    "Merci d’appeler le port.",
    "The harbour owes us an answer.",
    "TBD: who pays for the crane.",
    "We wait.",
    "We are still waiting.",
    "The date is to be confirmed.",
    "Seeking two divers.",
    "Les juristes nous doivent une réponse.",
    "Prière d’appeler le port.",
    "Recherche\u00a0: un plongeur pour deux semaines.",
    "Nous recherchons une grue.",
    "Le budget est épuisé, une rallonge est nécessaire.",
    "No help so far from the harbour.",
    "Someone must talk to the port.",
    "Someone has to tell the ferries.",
    "The port has to open the lock.",
    "Blockers: the contract of the crane.",
    "The works council has not answered.",
    "The work is on hold.",
    "Décision à prendre\u00a0: la grue.",
    "Points bloquants\u00a0: le contrat de la grue.",
    "La direction n’a pas répondu.",
    "Personne n’a répondu.",
    "La décision tarde.",
    "Somebody in Finance must unlock the crane.",
    "The approval of the port is still outstanding.",
    "The contract of the crane is pending.",
    "It is up to the board now.",
    "The port has yet to come back to us.",
    "Hoping for an answer from the port.",
    "Le port doit ouvrir l’écluse.",
    "Les juristes ne nous ont pas encore répondu.",
    "Le contrat de la grue n’est toujours pas signé.",
    "Validation à venir.",
    "On ne sait pas qui décide.",
    "Bitte entscheiden Sie über den Kran.",
  ])("are found where somebody is waited for, told to do something or to decide (f3-21): %s", (text) => {
    expect(isAsking(text)).toBe(true);
  });

  it.each([
    "The quay is done, with no open points.",
    "Nothing to decide this month.",
    "Nothing is blocked.",
    "Two people are away, and their work waits for them.",
    "The plan does not hold: the crane fails twice a day.",
    "Le plan ne tient pas : la grue tombe en panne.",
    "We are no longer blocked.",
    "Customers pay in one step now, without a card.",
    "We handed the old quay over to the port.",
    "The crane could lift 40 tonnes in the test.",
    "The decision of May was carried out.",
    "If it rains, the ferry runs all the same.",
    "The board met on Monday and took note.",
    "Le quai est fini, aucun point ouvert.",
    "Rien n’est bloqué.",
    "Nous en sommes là où le plan nous attend, et le quai aussi.",
    "Les clients ne peuvent plus payer deux fois.",
    "Chez Lopez, tout est prêt ; assez de grues.",
    "Le quai tourne sans personne la nuit.",
    "Nous avons choisi la grue bleue.",
    "Le comité a pris acte lundi.",
    "We owe nobody anything.",
    "Ferries no longer wait at the lock.",
    "Recherche\u00a0: 40 ms par requête, deux fois moins.",
    "Le défaut recherché est trouvé.",
    "Les essais nécessaires sont faits.",
    "Blockers: none.",
    "Blockers: nothing new.",
    "No blockers.",
    "Points bloquants\u00a0: aucun.",
    "Nothing is on hold.",
    "No help was needed.",
    "Rien n’est nécessaire, et aucune grue n’est nécessaire.",
  ])("are not where that is over, or nothing of it is open (f3-21): %s", (text) => {
    expect(isAsking(text)).toBe(false);
  });

  it.each([
    "The quay is built, and both cranes run.",
    "The ferry opens on 24 November as planned; nothing needed from you.",
    "Nothing is needed from you.",
    "No help needed.",
    "No decision is needed this month.",
    "The old cranes are no longer needed.",
    "Two pull requests were merged, thank you all.",
    "The contract was signed, the budget is approved.",
    "See [the plan](https://port.example/please).",
    "Contrat signé, budget validé, décision prise.",
    "See https://port.example/?q=help&please=1 and `need?`.",
    "Le quai est construit, les deux grues tournent.",
    "Rien à décider.",
    "Rien n’est attendu de vous.",
    "Aucune décision attendue, merci à tous.",
    "Nous n’avons plus besoin d’aide.",
    "Premier rendez-vous avec le port, à l’aide de la carte.",
    "Je vous remercie.",
  ])("are not where nothing is asked (B1): %s", (text) => {
    expect(isAsking(text)).toBe(false);
  });
});

describe("a program whose words ask for something that nobody has raised", () => {
  const told = (text: string, feed: "bottom-line" | "next" | "progress" = "next") =>
    theDocument([aProgram("P", [green, fed(feed, text)]), aProgram("Q", [green])]);

  it.each([
    ["The contract is with Sofia since Monday.", "no-request"],
    ["Sofia has the contract on her desk.", "no-request"],
    ["Le contrat est chez Mme de la Cruz.", "no-request"],
    ["Seen by Sofia de la Cruz’s team.", "no-request"],
    ["The contract is with Sofiane, and la Cruzada is built.", "nothing-needed"],
    ["The contract is signed.", "nothing-needed"],
  ])("is none that needs nothing of a reader whom it names (B1): %s", (text, expected) => {
    const reader = { handle: "sofia", name: "Sofia de la Cruz", locale: "en-GB", zone: "UTC" };
    const of = (health: FedAnswer) => theDocument([aProgram("P", [health, fed("progress", text)])], { reader });
    expect(of(green).bottomLine.case).toBe(expected);
    expect(of(red).bottomLine).toMatchObject({
      case: "new-red",
      ...(expected === "nothing-needed" && { asksNothing: true }),
    });
    expect("asksNothing" in of(red).bottomLine).toBe(expected === "nothing-needed");
  });

  it("is not among those that need nothing (B1)", () => {
    expect(told("The ferry opens.").bottomLine.case).toBe("nothing-needed");
    const asking = told("16 Nov: opening. Five minutes from you would be a plus.");
    expect(asking.bottomLine.case).toBe("no-request");
    expect(asking.rest).toMatchObject({ programs: 1, of: "some" });
    expect(asking.rest?.sources).toMatchObject([{ id: "Q-check-in" }]);
  });

  it("has no request on record, and that is all that is said (B1)", () => {
    const firstLine = (text: string, locale: string) => {
      const reader = { handle: "s", name: "S", locale, zone: "UTC" };
      const programs = [aProgram("P", [green, fed("progress", text)]), aProgram("Q", [green])];
      const [message] = digestMessages(theDocument(programs, { reader }), null);
      return JSON.stringify(message?.blocks);
    };
    const asking = firstLine("Approve the budget of 40k by 12 November.", "en-GB");
    expect(asking).toContain("The register has no request for you to decide");
    expect(asking).not.toContain("No decisions for you");
    expect(firstLine("Une décision est attendue avant le 12 novembre.", "fr-FR")).toContain(
      "Aucune demande de décision ne vous est adressée au registre",
    );
  });

  it("is not reassured of where it is the only one, whatever was asked of (B1)", () => {
    const alone = (text: string) => theDocument([aProgram("P", [green, fed("progress", text)])]).bottomLine.case;
    expect(alone("The quay is built.")).toBe("nothing-needed");
    expect(alone("The quay is built. The crane needs somebody senior.")).toBe("no-request");
    expect(alone("Le quai est construit. Un mot de votre part serait un plus.")).toBe("no-request");
  });
});
