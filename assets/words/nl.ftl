# Every word on the screen. Plain Dutch: one thought a sentence, "u" to residents, no abbreviations.
# Names say where a message stands. A test finds names that are missing and names that nobody uses.

## Days and months
weekdag-kort-1 = ma
weekdag-kort-2 = di
weekdag-kort-3 = wo
weekdag-kort-4 = do
weekdag-kort-5 = vr
weekdag-kort-6 = za
weekdag-kort-7 = zo
weekdag-1 = maandag
weekdag-2 = dinsdag
weekdag-3 = woensdag
weekdag-4 = donderdag
weekdag-5 = vrijdag
weekdag-6 = zaterdag
weekdag-7 = zondag
maand-kort-1 = jan
maand-kort-2 = feb
maand-kort-3 = mrt
maand-kort-4 = apr
maand-kort-5 = mei
maand-kort-6 = jun
maand-kort-7 = jul
maand-kort-8 = aug
maand-kort-9 = sep
maand-kort-10 = okt
maand-kort-11 = nov
maand-kort-12 = dec
maand-1 = januari
maand-2 = februari
maand-3 = maart
maand-4 = april
maand-5 = mei
maand-6 = juni
maand-7 = juli
maand-8 = augustus
maand-9 = september
maand-10 = oktober
maand-11 = november
maand-12 = december

## The frame of every screen
te-klein = Dit venster is te klein. Maak het groter, dan gaat Balie verder.
klok-fout = De klok staat op { $jaar }. Zet de datum goed.
oefenen-kop = OEFENEN: niets wordt bewaard
bezig = bezig…
bewaard = Bewaard { $tijd }
bewaard-op-slot = Bewaard { $tijd }, op slot

## Keys, in the last line and in help
toets-kiezen = kiezen
toets-kiezen-direct = direct kiezen
toets-zoekvak = zoekvak
toets-snelle-vraag = snelle vraag
toets-menu = menu
toets-ontgrendelen = ontgrendelen
toets-ongedaan = ongedaan maken
toets-zoeken = zoeken
toets-nood = nood
toets-filter = filter
toets-anders = ander antwoord
toets-bladeren = andere kaart
toets-slot = op slot
toets-uitleg = uitleg
toets-stoppen = stoppen
toets-open = kaart open
toets-openen = openen
toets-neem-kaart = neem deze kaart
toets-noteer-dit = noteer dit
toets-terug = terug
toets-lezen = verder lezen
toets-volgende-kaart = andere kaart
toets-nummer-weg = nummer weghalen
toets-verder = verder
toets-wissen = wissen
toets-ja-wissen = ja, wissen
toets-afdrukken = afdrukken
toets-aankruisen = aankruisen
toets-wijzigen = wijzigen
toets-weghalen = weghalen
toets-terugzetten = terugzetten
toets-bewaren = bewaren
toets-parkeren = parkeren
toets-ga-verder = verdergaan
toets-weggooien = weggooien
toets-later = later
toets-meenemen = meenemen
toets-andere-dag = andere dag
toets-opslaan = opslaan
toets-andere-map = andere plek
toets-klaar = klaar
toets-verberg = verbergen
toets-laat-zien = laat zien
toets-stop = ja, stoppen
toets-alleen-opzoeken = alleen opzoeken
toets-opgeschreven = opgeschreven
toets-inrichten = inrichten
toets-klopt-niet = klopt niet
toets-staat-er-niet = staat er niet bij
toets-melden = melden
toets-aanpassen = aanpassen
toets-klopt-nog = klopt nog
toets-eerder = eerdere versies
toets-afgehandeld = afgehandeld
toets-kies-kaart = kaart kiezen
toets-andere-naam = hoort bij die kaart
toets-nieuwe-kaart = nieuwe kaart
toets-bekijken = bekijken
toets-formulier = formulier
toets-kaart-weg = kaart weghalen

## The line mode: balie --plain
regel-zo-werkt-het = Typ een nummer of woord, en dan Enter.
regel-altijd = Met < gaat u terug. Met ? krijgt u uitleg. Met ! leest u de noodkaarten. Met / en een woord zoekt u.
regel-uitleg = Typ het nummer van uw keuze, of uw antwoord, en dan Enter. Een streepje laat een antwoord leeg. Met + en - gaat u door een lijst. Dit kunt u hier typen:
regel-teken = { $teken } = { $wat }
regel-enter = Enter = { $wat }
regel-thuis = Typ een nummer, of een woord om te zoeken.
regel-slot = Op slot
regel-beste = de eerste kaart
regel-filter = Typ het nummer van een regel voor een ander antwoord.
regel-meer-kaarten = Er zijn meer kaarten. Typ / en een woord erbij.
regel-meer = Typ de nummers van alles wat past, met een spatie ertussen.
regel-kaart = Typ een naam, of zoek een kaart met / en een woord.
regel-gekozen = { $antwoord } (gekozen)
regel-staat-er = Er staat: { $tekst }
regel-nood-gedaan = Typ het nummer van wat u deed.
regel-dag-eerder = De dag ervoor
regel-dag-later = De dag erna
regel-niet-begrepen = Dat staat er niet bij. Kies een nummer, of typ ? voor uitleg.
regel-tot-ziens = Balie is gestopt. Alles is bewaard.
desktop-wat = Opzoeken en noteren aan de balie
regel-ingetypt = Wat u typt, is niet te zien.
## Practice, the tour, reading together
oefenen-klaar = U bent klaar met oefenen. Wat u nu noteert, telt weer.
oefening-kies = Welke oefening doet u?
oefening-uitleg = U speelt de vrijwilliger. Er is geen haast en niets kan stuk.
oefening-kop = Oefening { $n } van { $alles }
oefening-bewoner = De bewoner zegt: "{ $woorden }"
oefening-brief = De bewoner heeft bij zich: { $wat }.
oefening-opdracht = Zoek wat past, help de bewoner, en noteer de vraag.
oefening-blijft = Deze woorden blijven boven in beeld staan. Met Ctrl+C stopt u een oefening.
oefening-goed = Goed gedaan.
oefening-bijna = Klaar. Dit kan nog beter:
oefening-tijd = tijd
oefening-toetsen = toetsen
oefening-aantal = { $n }. Het kan in { $best }.
oefening-gevonden = gevonden
oefening-past = past
oefening-klopt = bekeken: { $goed }
oefening-beter = beter: { $goed }
oefening-kan = zo kan het
oefening-gedaan = gedaan
rondleiding-kop = Rondleiding · { $n } van { $alles }
rondleiding-zoeken-kop = Opzoeken
rondleiding-zoeken =
    Typ een woord dat de bewoner zegt, of de naam op de envelop.
    De goede kaart staat er vaak al na een half woord.
    Opzoeken mag altijd. U hoeft niets in te vullen.
rondleiding-kaart-kop = De kaart
rondleiding-kaart =
    Met Enter gaat de kaart open.
    Lees hem samen met de bewoner.
    Met Ctrl+K noteert u de vraag die erbij hoort.
rondleiding-noteren-kop = Een vraag noteren
rondleiding-noteren =
    Druk op Enter als het zoekvak leeg is.
    Kies dan een cijfer: waarover, hoe liep het af, wie hielp.
    Dat is alles. Wat u niet vraagt, slaat u over.
rondleiding-terug-kop = Altijd terug
rondleiding-terug =
    Esc is altijd één stap terug.
    Er gaat nooit iets verloren. Rechtsonder staat wanneer het is bewaard.
    Met Ctrl+Z maakt u de laatste stap ongedaan.
rondleiding-nood-kop = Als het dringend is
rondleiding-nood =
    Ctrl+N toont op elk scherm de noodkaarten.
    Het nummer staat bovenaan. Bel eerst, noteer later.
    Komt er iemand tussendoor? Ctrl+P parkeert het gesprek.
rondleiding-samen-kop = Samen kijken, en hulp
rondleiding-samen =
    Ctrl+T laat alleen zien wat de bewoner mag lezen.
    Ctrl+G legt uit wat u op een scherm kunt doen.
    Oefenen kan altijd: kies Meer in het menu.
meekijken-kop = Samen lezen
meekijken-niets = Een ogenblik. Wij zoeken het voor u op.
menu-meer = Meer
menu-meer-uitleg = oefenen, uitleg, weergave
menu-meer-kaarten = { $n ->
    [0] oefenen, uitleg, Kaartenbak
    [one] Kaartenbak: 1 melding of gemist woord
   *[other] Kaartenbak: { $n } meldingen en gemiste woorden
 }
meer-vraag = Wat wilt u doen?
menu-oefenen-uitleg = tien vragen, niets wordt bewaard
menu-rondleiding = Rondleiding
menu-rondleiding-uitleg = Balie in één minuut
menu-uitleg = Uitleg
menu-uitleg-uitleg = wat de toetsen doen
toets-beginnen = beginnen
toets-volgende = volgende oefening
toets-alle-oefeningen = alle oefeningen
toets-nog-eens = nog eens
toets-zelf-proberen = zelf proberen
toets-overslaan = overslaan
toets-meekijken = samen lezen
toets-doe-dit = doe dit
toets-rest-overslaan = volgende stap
over-meer = Hier staat wat u niet elke ochtend nodig heeft. U kunt oefenen of de uitleg lezen. De coördinator vindt hier de kluis en de kaartenbak.
over-rondleiding = Dit is de rondleiding van één minuut. Met Enter gaat u verder. Met Esc slaat u haar over.
over-oefeningen = Hier oefent u met tien verzonnen vragen. U speelt ze op de echte schermen. Er wordt niets bewaard.
over-meekijken = Hier staat alleen wat de bewoner mag zien. Niets van een ander staat erbij. Met Ctrl+T of Esc gaat u terug.

## Home
home-vraag = Waar gaat het over?
home-uitleg = Typ een woord, een zin, of de naam op de envelop.
home-werk-klaar = Er staat werk klaar. Ontgrendel om het te lezen.
home-bedragen = Bedragen die aflopen tot en met { $dag }: { $n }.
home-kaartproblemen = { $n ->
    [one] Er zit een fout in de kaarten. De coördinator ziet die met: balie check
   *[other] Er zitten { $n } fouten in de kaarten. De coördinator ziet ze met: balie check
 }
menu-snel = Snelle vraag
menu-snel-uitleg = in vier toetsen genoteerd
menu-gesprek = Gesprek
menu-gesprek-uitleg = doorvragen, rit, burenhulp, een zorg
menu-verder = Verder
menu-verder-uitleg = { $n ->
    [one] 1 gesprek wacht
   *[other] { $n } gesprekken wachten
 }
menu-vandaag = Vandaag
menu-daglog = Daglog
menu-daglog-uitleg = bekijken en meenemen
menu-cijfers = Cijfers
menu-cijfers-uitleg = van een dag, maand of jaar
menu-dienst = Dienst
menu-dienst-open = geopend
menu-dienst-leeg = nog niet geopend
menu-kaarten = Kaartenbak
menu-kaarten-uitleg = { $n ->
    [0] niets gemeld
    [one] 1 melding of gemist woord
   *[other] { $n } meldingen en gemiste woorden
 }
menu-ontgrendelen = Ontgrendelen
menu-ontgrendelen-uitleg = de lijst van vandaag lezen
menu-nood = Nood
menu-nood-uitleg = 112, 113, Veilig Thuis
menu-kluis = Kluis
menu-kluis-uitleg = nieuwe woorden, inzage, reservekopie
kluis-uitleg = Alleen de coördinator kan het team nieuwe woorden geven.
kluis-stick = De stick van het team aanwijzen
kluis-stick-kies = Welke stick wordt de stick van het team?
kluis-stick-uitleg = Op die stick komen de daglog en elke dag een reservekopie.
kluis-stick-geen = Er zit geen stick in deze computer. Steek hem erin en druk op Enter.
kluis-stick-eigen = is al van deze balie
kluis-stick-ander = is nu van een andere balie
kluis-kopie-hier = Reservekopie op deze computer: { $dag }.
kluis-kopie-hier-niet = Op deze computer is nog geen reservekopie.
kluis-kopie-stick = Reservekopie op de stick: { $dag }.
kluis-kopie-stick-niet = Op de stick van het team staat nog geen reservekopie.
kluis-kopie-stick-weg = De stick van het team zit er niet in.
kluis-elders = Een reservekopie op een andere plek
kluis-elders-vraag = Waar komt de reservekopie?
kluis-elders-uitleg = De kopie is op slot. Zonder uw woorden leest niemand haar.
kluis-elders-klaar = De reservekopie staat in { $map }. Zij heet { $naam }.
kluis-elders-terug = Zo zet u haar terug: hoofdstuk 5 van de handleiding. Die leest u met: balie manual
kluis-stick-klaar = { $naam } is nu de stick van het team.
toets-kijk-opnieuw = kijk opnieuw
kluis-sporen = Wie deed wat
kluis-sporen-vraag = Van wie wilt u het zien?
kluis-sporen-uitleg = Typ initialen. Laat het leeg voor alles. Initialen zijn geen bewijs wie het was.
kluis-sporen-stuk = Let op: de lijst van { $maand } is niet heel.
rol-dienst = dienst
rol-coordinator = coördinator
daad-ontgrendeld = ontgrendeld
daad-gelezen = gelezen
daad-verbeterd = verbeterd
daad-meegenomen = meegenomen
daad-gewist = gewist
daad-reservekopie = reservekopie
daad-nieuwe-woorden = nieuwe woorden
daad-langer-bewaard = langer bewaard
inzage-contact = Gegevens om te bellen. Akkoord op { $sinds }, bewaard tot { $tot }.
inzage-vraag = Hulpvraag van { $dag }: { $thema }, { $uitkomst }
inzage-gesprek = Een gesprek dat nog niet klaar is
inzage-terugkijken = Terugkijken op { $dag }: { $afspraak }
inzage-niet-gevraagd = niet gevraagd: { $vragen }
sporen-vraag = vraag { $id }
kluis-sporen-geen = Er is niets gevonden bij deze initialen.
kluis-inzage = Wat er over iemand is
kluis-inzage-vraag = Welk telefoonnummer of welke bezoekcode?
kluis-inzage-uitleg = Van de bezoekcode zijn de eerste acht tekens genoeg.
inzage-welk = Dit is geen heel telefoonnummer en geen bezoekcode. Een nummer heeft tien cijfers.
kluis-inzage-geen = Over deze persoon is niets bewaard.
kluis-inzage-niets = Er is niets dat u met deze woorden kunt lezen. Vraag zo nodig de coördinator.
kluis-zeker = { $n ->
    [one] Eén gegeven wissen? Dat kan niet terug.
   *[other] { $n } gegevens wissen? Dat kan niet terug.
}
kluis-zeker-uitleg = Het gaat ook uit de reservekopieën op deze computer. Op een stick is het na 35 dagen weg.
kluis-gewist = Gewist: { $n }.
kluis-woorden = Nieuwe woorden voor het team
kluis-woorden-schrijf = Schrijf deze vier woorden op.
kluis-woorden-uitleg = Hierna typt u ze één keer over. De oude woorden werken nu nog.
kluis-woorden-natypen = Zo weten we zeker dat het goed is opgeschreven. Daarna werken de oude woorden niet meer.
toets-maak-geldig = maak geldig
kluis-woorden-nieuw = Het team heeft nieuwe woorden. Geef ze door aan iedereen die dienst heeft.
kluis-signalen = Signalen langer bewaren
kluis-signalen-uitleg = Een signaal gaat een tijd na het afsluiten vanzelf weg. U kunt het langer bewaren.
kluis-signalen-geen = Er zijn geen signalen.
kluis-signaal-open = Nog niet afgesloten.
kluis-signaal-nog-open = Dit signaal is nog niet afgesloten. Het blijft vanzelf.
kluis-signaal-langer = Dit signaal blijft langer. De nieuwe dag staat erbij.
toets-langer-bewaren = langer bewaren
kluis-geen-map = Er is geen map of stick om het op te zetten. De coördinator kan er een aanwijzen.
kluis-afgedrukt = Het staat in { $bestand }. Druk het daar af.
schijf-bijna-vol = De schijf raakt vol. Vraag iemand om ruimte te maken. Er is niets kwijt.
schijf-vol-geen-nieuw = De schijf is te vol voor een nieuw gesprek. Wat open staat kunt u afmaken.
menu-weergave = Weergave
menu-weergave-uitleg = licht of donker, rustig of vlot
weergave-vraag = Hoe leest u het best?
weergave-licht = Licht
weergave-donker = Donker
weergave-contrast = Veel contrast
weergave-zonder-kleur = Zonder kleur
weergave-uitleg = U ziet uw keuze meteen. Balie onthoudt haar op deze laptop.
weergave-gesprek = Hoe loopt een gesprek?
weergave-rustig = Rustig: één vraag op een scherm
weergave-vlot = Vlot: een stap op een scherm
fout-weergave = Uw keuze geldt nu. De computer kon haar niet bewaren.
menu-stoppen = Stoppen
aantal-vragen = { $n ->
    [0] nog geen vragen
    [one] 1 vraag
   *[other] { $n } vragen
 }
zelf-beantwoord = { $n } zelf opgelost
welkom-nog-niet = Balie is nog niet ingericht. Opzoeken kan al.
route-ontbreekt = De vragenlijst "{ $route }" is niet te lezen. Zeg het tegen de coördinator.

## First start
welkom-vraag = Welkom bij Balie. Wat wilt u doen?
welkom-uitleg = Kies een cijfer. U kunt niets stuk maken.
welkom-oefenen = Oefenen
welkom-oefenen-uitleg = alles proberen, niets wordt bewaard
welkom-inrichten = Inrichten
welkom-inrichten-uitleg = voor de coördinator, tien minuten
welkom-opzoeken = Alleen opzoeken
welkom-opzoeken-uitleg = de kaarten bekijken
inrichten-kop = Inrichten
inrichten-plek = Waar staat deze laptop meestal?
inrichten-opschrijven = Schrijf deze woorden nu op papier.
inrichten-eenmalig = Na het inrichten ziet u ze nooit meer. Zonder deze woorden is niets te lezen.
inrichten-team = Voor het team, elke dienst:
inrichten-coordinator = Alleen voor de coördinator:
inrichten-herstel = In een gesloten envelop, voor als alles kwijt is:
inrichten-natypen = Typ de vier woorden van het team over van uw papier.
inrichten-natypen-coordinator = Typ nu de vijf woorden van de coördinator over.
inrichten-natypen-herstel = Typ nu de code uit de envelop over.
inrichten-natypen-uitleg = Dit is { $n } van { $alles }. Zo weten we zeker dat het goed is opgeschreven.
inrichten-bezig = Uw balie wordt klaargezet. Even geduld.
inrichten-klaar = Uw balie staat klaar. Code van vandaag: { $code }
inrichten-woorden-anders = Deze woorden zijn anders. Kijk nog eens. Esc laat ze opnieuw zien.

## Looking up
zoeken-kop = Zoeken
kaarten-lezen = De kaarten worden gelezen. Typ gerust door.
kaarten-nog-even = Nog heel even: de kaarten en vragen worden gelezen.
zoeken-menu = Bedoelt u het menu? Tab opent "{ $naam }".
zoeken-niets = Geen kaart die hier goed op past.
zoeken-niets-raad = Probeer één woord, of een ander woord. Of kies:
zoeken-niet-erbij = Staat het er niet bij? Kies wat u wilt doen.
zoeken-achterwacht = Vraag de achterwacht
zoeken-gemis = Noteer deze woorden als gemis
zoeken-ruimer = Zoek ruimer
zoeken-ruimer-niets = Ook ruimer gezocht is er geen kaart.
zoeken-onzeker = Misschien past een van deze kaarten.
zoeken-aantal = { $n ->
    [one] 1 kaart
   *[other] { $n } kaarten
 }
zoeken-gezocht-op = gezocht op: { $woord }
zoeken-filter = alleen { $filters }
zoeken-niets-filter = Er staat een filter aan: alleen { $filters }. Tab om het te wijzigen.
waarom-klank = klinkt zo
waarom-spelling = andere spelling
waarom-synoniem = ander woord
waarom-letters = losse letters
filter-vraag = Welke kaarten wilt u zien?
filter-uitleg = Pijl omhoog en omlaag kiest een regel, links en rechts een ander antwoord.
filter-gebied = waar
filter-domein = onderwerp
filter-soort = soort
filter-open = nu open
filter-alles = alles
filter-ja = ja
gebied-landelijk = landelijk
gebied-alkmaar = Alkmaar
gebied-oudorp = Oudorp
gebied-noord-holland-noord = Noord-Holland-Noord
domein-geld = geld
domein-gezondheid = gezondheid
domein-meedoen = meedoen
domein-netwerk = mensen om u heen
domein-opvoeding-jeugd = kinderen en opvoeden
domein-wonen = wonen
domein-mantelzorg = mantelzorg
domein-juridisch = recht
domein-administratie-digitaal = brieven en computer
domein-ouderdom = ouder worden
domein-werk = werk
domein-geestelijke-gezondheid = somber of in de war
domein-vervoer = vervoer
domein-veiligheid = veiligheid
domein-taal = taal
domein-huiselijke-relaties = thuis en relaties
domein-dagbesteding = dagbesteding
domein-verslaving = verslaving
soort-dienst = dienst
soort-organisatie = organisatie
soort-regeling = regeling
soort-wet = wet
soort-recht-en-procedure = recht
soort-activiteit = activiteit
soort-locatie = plek
soort-noodhulp = noodhulp
kaart-kop = Kaart
kaart-gemeld = gemeld { $dag }: { $wat }
kaart-weg = Deze kaart is weggehaald.
kaart-klopt-nog = Genoteerd: vandaag nagekeken.
kaart-bel-na = bel na: gezien { $datum }
kaart-bel-na-onbekend = bel na: datum onbekend
kaart-open-tot = nu open tot { $tijd }
kaart-open = nu open
kaart-dicht = nu dicht
kaart-gaat-open = gaat open { $dag } { $tijd }
kaart-gesloten-om = gesloten: { $reden }
kaart-feestdag = { $naam }: bel eerst
kaart-nagekeken = nagekeken { $datum }
kaart-wie = Voor wie
kaart-voorwaarden = Voorwaarden
kaart-stappen = Zo regelt u het
kaart-meenemen = Meenemen
kaart-bedragen = Bedragen
kaart-let-op = Let op
kaart-adres = adres
kaart-web = website
kaart-mail = e-mail
kaart-kosten = kosten
kaart-wet = wet: { $wetten }
kaart-wet-artikel = { $wet }, artikel { $artikel }
kaart-bron = bron: { $bron }
kaart-bron-datum = bron: { $bron } · gezien { $datum }
kaart-meer = { $n ->
    [one] ↓ nog 1 regel
   *[other] ↓ nog { $n } regels
 }
lijst-boven = ↑ nog { $n }
lijst-onder = ↓ nog { $n }
bedrag-jaar = in { $jaar }
bedrag-oud = bedrag van { $jaar }
bedrag-nog-niet = pas vanaf { $van }
bedrag-via = via { $site }
bedrag-vanaf = vanaf { $van }
bedrag-tot = tot en met { $tot }
bedrag-van-tot = van { $van } tot en met { $tot }

## A card that is not right, and words that found nothing
melden-kop = Klopt niet
melden-vraag = Wat klopt er niet?
melden-anders-vraag = Wat klopt er niet, in een paar woorden?
melden-anders-uitleg = Schrijf niets over een bewoner.
melden-gedaan = Gemeld. De coördinator ziet het, en de kaart zegt het.
melding-telefoon = telefoon klopt niet
melding-verhuisd = verhuisd
melding-bedrag = bedrag is oud
melding-onduidelijk = niet duidelijk
melding-bestaat-niet-meer = bestaat niet meer
melding-anders = iets anders
wacht-nummer = Hier staat een nummer of adres. Haal het weg met Ctrl+K.
gemis-kop = Gemis
gemis-vraag = Deze woorden gaan naar de coördinator.
gemis-uitleg = Haal namen weg. U mag de woorden veranderen.
gemis-gedaan = Genoteerd. De coördinator zoekt er een kaart bij.
achterwacht-kop = Achterwacht
achterwacht-vraag = Vraag het de achterwacht.
achterwacht-vertel = Vertel wat de bewoner vraagt, wat u al vond, en wat u wilt weten.

## The coordinator's work on cards
bijhouden-kop = Kaarten bijhouden
bijhouden-leeg = Niets te doen. De kaarten zijn bij.
bijhouden-aantal = { $n ->
    [0] Niets gemeld of gemist
    [one] 1 ding te doen
   *[other] { $n } dingen te doen
 }
bijhouden-ronde = { $n ->
    [one] 1 kaart na te kijken
   *[other] { $n } kaarten na te kijken
 }
bijhouden-gemeld = Gemeld
bijhouden-gesprekken = Uit gesprekken
bijhouden-gesprek-van = gesprek van { $dag }
toets-kaart-maken = kaart maken
bijhouden-gemist = Gemiste woorden
bijhouden-loopt-af = Bedragen die aflopen
bijhouden-bedragen = { $n ->
    [one] { $n } bedrag
   *[other] { $n } bedragen
 }
bijhouden-nakijken = Na te kijken
bijhouden-weg = Weggehaald
bijhouden-daarna = daarna gelezen: { $kaart }
bijhouden-nooit = nog nooit nagekeken
bijhouden-bron-van = bron van { $datum }
bijhouden-terug = Enter zet de kaart terug
bijhouden-bedrag-eerst = Pas eerst het bedrag aan: Enter, en dan a.
bijhouden-zoek-kaart = Zoek de kaart waar "{ $woorden }" bij hoort.
bijhouden-afgehandeld = Afgehandeld. Ctrl+Z haalt het terug.
bijhouden-nagekeken = { $kaart }: vandaag nagekeken. Ctrl+Z haalt het terug.
bijhouden-genoemd = "{ $woorden }" vindt nu de kaart { $kaart }.
mend-kop = Aanpassen · { $kaart }
mend-erbij = … erbij
mend-naam-vraag = Hoe heet de nieuwe kaart?
mend-naam-nodig = Een kaart heeft een naam nodig.
mend-bestaat-al = Er is al een kaart met deze naam.
mend-wat-nodig = Schrijf in elk geval één zin bij "Wat is het".
mend-bron-nodig = Schrijf erbij waar het vandaan komt: een bron.
mend-gebied-nodig = Schrijf erbij waar de kaart geldt, zoals alkmaar of landelijk.
mend-soort = Kies: dienst, organisatie, regeling, wet, recht-en-procedure, activiteit, locatie of noodhulp.
mend-openingstijden = Deze tijden zijn niet te lezen. Schrijf ze zo: We,Th 09:00-12:00
mend-telefoon = Dit is geen nummer om te bellen.
mend-getal = Schrijf een getal, zoals 129 of 1.419,46.
mend-eenheid = Schrijf erbij wat het is, zoals EUR per maand.
mend-datum = Schrijf een dag, zoals 31-12-2026.
mend-datums-om = De laatste dag ligt voor de eerste.
mend-klopt-niet = Zo kan de kaart niet bewaard worden. Kijk naar: { $veld }.
mend-niets-veranderd = Er is niets veranderd.
mend-bewaard-gemeld = Bewaard. Wat gemeld was, is afgehandeld.
mend-weer-verder = U was met deze kaart bezig. Er is nog niets van bewaard.
mend-kaart-weg = Deze kaart weghalen
mend-hint-tijden = Zo: We,Th 09:00-12:00. Dan weet Balie of het open is.
mend-hint-datum = Schrijf een dag, maand of jaar, zoals 31-12-2026, 12-2026 of 2026.
mend-bewaard = Bewaard. De vorige kaart staat bij de eerdere versies.
mend-nagekeken-vraag = Heeft u de hele kaart nagekeken?
mend-nagekeken-ja = Ja, vandaag: gebeld of bij de bron gekeken
mend-nagekeken-nee = Nee, alleen dit is veranderd
mend-weg-vraag = Wilt u bewaren wat u heeft veranderd?
mend-weg-bewaren = Ja, bewaren
mend-weg-niet = Nee, laat de kaart zoals hij was
veld-kaart-naam = naam
veld-kaart-telefoon = telefoon
veld-kaart-uren = tijden in woorden
veld-kaart-openingstijden = tijden als code
veld-kaart-wat = Wat is het
veld-kaart-namen = andere namen
veld-kaart-bedrag = bedrag
veld-kaart-getal = getal
veld-kaart-eenheid = eenheid
veld-kaart-vanaf = vanaf
veld-kaart-tot = tot en met
veld-kaart-gezien-op = gezien op
veld-kaart-notitie = notitie, intern
veld-kaart-bron = bron
veld-kaart-bron-adres = adres van de bron
veld-kaart-bron-datum = datum van de bron
eerder-kop = Eerdere versies
eerder-uitleg = Zo was de kaart. Enter zet hem zo terug.
eerder-leeg = Deze kaart is hier nog niet veranderd.
eerder-tot = zo tot { $dag }
eerder-weg = Toen was de kaart weggehaald.
eerder-teruggezet = Teruggezet. Ook dit kunt u weer terugdraaien.

menu-pakketten = Kaarten overnemen
menu-pakketten-uitleg = van een ander centrum, met een stick
over-pakketten = Hier neemt u de kaarten van een ander centrum over. U ziet eerst wat er verandert. Terugzetten kan altijd.
pak-kies = Welke kaarten neemt u over?
pak-geen-gevonden = Er is geen stick met kaarten. Steek hem erin en druk op Tab.
pak-ander-bestand = Een ander bestand. U typt de naam.
pak-vorige = Terug naar de vorige kaarten
pak-bestand = Typ de naam van het bestand, zoals /media/stick/kaarten.zip:
pak-vinger = Balie kent de maker van deze kaarten nog niet. Bel de maker.
pak-vinger-uitleg = De maker leest een vingerafdruk van zestien tekens voor. Typ die hier.
pak-vreemd = Deze vingerafdruk is niet van deze kaarten. Neem ze niet over.
pak-kop = Kaarten { $naam } van { $dag }, gemaakt door { $wie }.
pak-sleutel = Vingerafdruk van de maker: { $vinger }.
pak-telling = Nieuw: { $nieuw }. Anders: { $anders }. Weg: { $weg }. Blijft van u: { $blijft }.
pak-ouder = Let op: dit is ouder dan wat u nu gebruikt.
pak-nieuw = nieuw: { $naam }
pak-anders = anders: { $naam }
pak-weg = weg: { $naam }
pak-blijft = blijft van u: { $naam }
pak-nood = let op, nummer voor nood: { $naam }
pak-lijst = anders: een lijst van de buurt, of woorden om te zoeken
pak-genomen = Balie gebruikt nu de kaarten { $naam }. Uw eigen kaarten zijn er nog.
pak-terug = Balie gebruikt weer de kaarten { $naam }.
pak-terug-eigen = Balie gebruikt weer de kaarten van Balie zelf.
pak-geen = Dit zijn geen kaarten van Balie, of niet alles. Kopieer het bestand opnieuw.
pak-veranderd = Iemand heeft dit bestand veranderd. Neem het niet over. Vraag een nieuw.
pak-fouten = In dit bestand zitten fouten. Er is niets veranderd. Zeg het tegen de maker.
pak-geen-vorige = Er zijn geen vorige kaarten.
pak-onleesbaar = Dit bestand is er niet, of het is niet te lezen.
toets-neem-over = overnemen
toets-vorige-kaarten = vorige kaarten

## Red-flag cards
nood-kop = Nood
nood-vraag = Wat is er aan de hand?
nood-leeg = De noodkaarten zijn niet te lezen. Bel bij gevaar 112.
nood-zeg = Zeg
nood-doe = Doe
nood-niet = Niet
nood-daarna = Bel daarna de coördinator. En hoe gaat het met u?
nood-achterwacht = achterwacht
nood-coordinator = coördinator
nood-geen-nummer = geen nummer bekend

## A conversation
gesprek-kop = { $route } · vraag { $nummer }
gesprek-stap-kop = { $route } · { $stap }
hint-meer = Kies er zoveel u wilt, met de spatiebalk of het cijfer.
hint-lang = Typ een cijfer of de eerste letters.
hint-datum = Typ een dag, zoals 9-12, morgen of +14.
hint-getal = Typ een getal, zoals 3.
hint-tijd = Typ een tijd, zoals 10:30.
hint-kaart = Typ een naam, of druk op Tab om een kaart te zoeken.
hint-mag-leeg = (mag leeg)
antwoord-nodig = Kies hier een antwoord. Dan gaan we verder.
antwoord-onbekend = "{ $code }" staat niet in deze lijst. Kies een van de antwoorden.
antwoord-onleesbaar = "{ $tekst }" begrijpt Balie niet.
antwoord-over = { $n ->
    [one] nog 1 letter
   *[other] nog { $n } letters
 }
antwoord-te-lang = Dit is te lang. Maak er hooguit { $meest } letters van.
antwoord-bsn = Hier staat een burgerservicenummer. Dat mag niet bewaard worden. Haal het weg met Ctrl+K.
antwoord-veld = De vraag "{ $veld }" bestaat niet in deze vragenlijst.
plakken-te-lang = De tekst was te lang. Alleen het begin is geplakt.
kaart-past-niet = Dit gesprek vraagt niet naar een kaart. Ga gewoon verder.
kaart-genoteerd = Genoteerd: { $kaart }
antwoord-aankruisen = Er is nog niets aangekruist. Druk op de spatiebalk of een cijfer.
tijd-uur = { $tijd } uur
nakijken-kop = Klopt dit?
nakijken-vraag = Lees het samen na.
nakijken-overgeslagen = overgeslagen
veld-vraag_woorden = vraag
veld-voor_wie = voor wie
veld-kanaal = kwam binnen
veld-vorm = meegenomen
veld-thema = thema
veld-subthema = precies
veld-genoeg = is dit alles
veld-gekozen = gekozen
veld-gedaan = samen gedaan
veld-uitkomst = uitkomst
veld-reden = reden
veld-wie_hielp = wie hielp
veld-trede = waar hulp
veld-verwezen_naar = naar
veld-doet_bewoner = bewoner doet
veld-doen_wij = wij doen
veld-terugkijken = terugkijken
veld-ontvanger_bevestigd = overgenomen
veld-afgerond = afgerond
veld-cijfer_start = cijfer begin
veld-cijfer_later = cijfer later
veld-eerste_keer = eerder hier
veld-leeftijd = leeftijd
veld-buurt = buurt
veld-duur = duur in seconden
genoteerd = Genoteerd: { $thema }, { $uitkomst }.
geparkeerd = Gesprek geparkeerd. U vindt het terug bij Verder.
geparkeerd-op-slot = Gesprek geparkeerd. Na ontgrendelen vindt u het bij Verder.
gesprek-routes = Welk gesprek begint u?
verder-kop = Verder
verder-vraag = U was nog bezig. Verdergaan?
verder-kies = Met welk gesprek gaat u verder?
verder-leeg = Er wacht geen gesprek.
verder-geparkeerd = geparkeerd { $wanneer }
verder-afgebroken = bewaard { $wanneer }
gesprek-weggegooid = Gesprek weggegooid. Ctrl+Z haalt het terug.

## Today
vandaag-weg = { $tijd }  weggehaald: { $thema }
vandaag-leeg = Vandaag is er nog niets genoteerd.
vandaag-een-kop = Een vraag van vandaag
vandaag-een-vraag = Kies een cijfer om iets te wijzigen.
weggehaald = Weggehaald. Ctrl+Z haalt het terug.
teruggenomen = Teruggenomen: deze vraag telt niet meer mee. U vindt hem bij Vandaag.
teruggenomen-op-slot = Teruggenomen: de laatste vraag telt niet meer mee.
vandaag-een-weg = Deze vraag is weggehaald en telt niet mee. Del zet hem terug.
wijziging-niet-af = De wijziging was nog niet af. De vraag is zoals hij was.
teruggezet = Teruggezet.

## Short words for lists; the questions have longer ones
thema-niet-genoemd = niet genoemd
thema-geld = geld en schulden
thema-brief-digitaal = brief of computer
thema-wonen = wonen
thema-zorg = zorg thuis
thema-vervoer = vervoer
thema-burenhulp = klus of burenhulp
thema-contact = contact
thema-mantelzorg = mantelzorg
thema-gezin = gezin
thema-werk-studie = werk of studie
thema-buurt-veiligheid = buurt, veiligheid
thema-rechten = recht of klacht
thema-gezondheid = gezondheid
thema-anders = iets anders
uitkomst-beantwoord = beantwoord
uitkomst-samen-geregeld = samen geregeld
uitkomst-verwezen = verwezen
uitkomst-warm-overgedragen = overgedragen
uitkomst-achterwacht = achterwacht
uitkomst-gekoppeld = gekoppeld
uitkomst-loopt-nog = loopt nog
uitkomst-niet-gelukt = niet gelukt
uitkomst-gestopt = gestopt
wie-vrijwilliger = vrijwilliger
wie-na-overleg = na overleg
wie-professional = professional
wie-niemand = niemand

## The day's log
daglog-aandeel = { $geteld } afgerond, { $zelf } door een vrijwilliger: { $procent } %.
daglog-niet-geteld = Niet meegeteld: { $n }, want loopt nog of gestopt.
daglog-geen-aandeel = Nog niets om te tellen.
daglog-meenemen = Hoe wilt u de daglog meenemen?
daglog-excel = Voor Excel
daglog-tekst = Als tekst om te lezen of te printen
daglog-jsonl = Voor een ander programma (JSON Lines)
daglog-papier = Op papier (PDF)
daglog-werkmap = Als werkmap met totalen (Excel)
daglog-alles = Alles hierboven
daglog-naar-stick = Naar de eigen stick { $naam }. Die zit erin.
daglog-naar-map = Naar de map { $naam }.
daglog-naar-eigen-map = De stick zit er niet in. Het gaat naar { $naam } op deze computer.
waarheen = Waar naartoe? Tab kiest de volgende.
waarheen-stick = De eigen stick { $naam }. Die zit erin.
waarheen-map = De map { $naam }
waarheen-eigen-map = { $naam } op deze computer
waarheen-geen-stick = De eigen stick zit er niet in. Steek hem erin en druk op Tab.
waarheen-anders = Een andere map. U typt de naam.
daglog-geen-stick = De eigen stick zit er niet in. Steek hem erin, of kies met Tab een map.
daglog-map = Typ de naam van de map, zoals /media/stick:
daglog-map-leeg = Typ eerst de naam van een map, of kies met Tab een plek.
daglog-zeker = Dit is niet de stick van het team. Nog eens Enter slaat hier toch op.
daglog-geschreven = { $n ->
    [0] Opgeslagen, zonder regels.
    [one] Opgeslagen, 1 regel.
   *[other] Opgeslagen, { $n } regels.
 }
daglog-bezig = Bezig met opslaan. Met Esc stopt u.
daglog-gestopt = U hebt het opslaan gestopt. Er staat niets half.
toets-ophouden = ophouden
sjabloon-fout = Het bestand { $bestand } klopt niet, regel { $regel }. Balie gebruikt het gewone.
sjabloon-onleesbaar = Het bestand { $bestand } is niet te lezen. Balie gebruikt het gewone.
daglog-staat-in = Het staat in { $map }

## The shift
dienst-vandaag = De dienst van vandaag
dienst-waar = waar
dienst-wie = aan tafel
dienst-achterwacht = achterwacht
dienst-waar-vraag = Waar bent u vandaag?
dienst-wie-vraag = Wie zitten er achter de tafel?
dienst-wie-fout = Alleen letters. Namen van hooguit twaalf letters, hooguit acht mensen.
dienst-wie-uitleg = Voorletters of roepnamen, met een spatie ertussen. (mag leeg)
dienst-achterwacht-vraag = Wie kunt u vandaag bellen voor overleg?
dienst-geen-achterwacht = geen achterwacht bekend
dienst-code = Code van vandaag: { $code }
dienst-code-uitleg = Daarmee gaat het scherm weer open als het is afgedekt.

## Locking
slot-kop = Ontgrendelen
slot-vraag = Typ de vier woorden van het team.
slot-uitleg = Of de vijf van de coördinator, met spaties ertussen. Opzoeken en noteren kan ook zonder.
slot-kwijt = Zijn de woorden van het team kwijt? Zo krijgt u nieuwe.
slot-kwijt-1 = 1. Neem de vijf woorden van de coördinator. Of neem de code uit de envelop.
slot-kwijt-2 = 2. Typ die hieronder en druk op Enter.
slot-kwijt-3 = 3. U ziet vier nieuwe woorden. Schrijf ze op.
slot-kwijt-4 = 4. Typ ze één keer over. Dan werken de nieuwe woorden, de oude niet meer.
toets-woorden-kwijt = woorden kwijt
slot-bezig = Even geduld, het slot gaat open…
slot-hoofdletters = U typt hoofdletters. Staat Caps Lock aan?
ontgrendeld = Ontgrendeld. Code van vandaag: { $code }
op-slot = Balie zit op slot. Opzoeken en noteren kan gewoon.
afgedekt-kop = Afgedekt
afgedekt-vraag = Typ de code van vandaag.
afgedekt-uitleg = Er is een tijd niets getypt. Niets is weg.
afgedekt-vergeten = Code vergeten? Druk twee keer op Ctrl+L en typ de woorden van het team.
afgedekt-fout = Dat is niet de code. U mag nog { $over } keer. Daarna gaat Balie op slot.
stop-vraag = Stoppen?
stop-oefening = U bent bezig met een oefening. Tab kiest een andere.
stop-oefenen-vraag = Stoppen met oefenen?
stop-kaart = De kaart die u aanpast is nog niet bewaard. Met Esc gaat u terug.
stop-uitleg = Alles is bewaard.
stop-vandaag = Dit deed u vandaag samen
stop-oefenen = Er is niets bewaard. Met Enter houdt het oefenen op.

## Help
uitleg-kop = Uitleg · { $scherm }
over-thuis = Typ hier wat de bewoner zegt: een woord, een zin of een nummer. Balie zoekt bij elke letter. Met Tab komt u in het menu.
over-zoeken = Balie zoekt bij elke letter die u typt. De kaart die het best past, staat bovenaan. Met de pijltjes kiest u een andere kaart.
over-kaart = Dit is een kaart: lees hem samen met de bewoner. Onderaan staat waar het vandaan komt en van wanneer het is. Met de pijltjes leest u verder.
over-gesprek = Dit is een gesprek: één vraag tegelijk. Elk antwoord is meteen bewaard. Wat u niet wilt vragen, slaat u over.
over-routes = Hier kiest u welk gesprek u begint. Een algemeen gesprek past altijd. U kunt later nog van gedachten veranderen.
over-gesprekken = Hier staan de gesprekken die nog niet klaar zijn. Kies er een en ga verder waar u was. Er is niets verloren.
over-vandaag = Hier staat wat vandaag is genoteerd. U kunt een vraag verbeteren of weghalen. Met Ctrl+Z komt zij terug.
over-daglog = Hier ziet u de dag in cijfers. U kunt de lijst meenemen op de stick van het team. Er staan geen namen in.
over-dienst = Hier zegt u waar u bent en wie er aan tafel zit. Ook staat hier wie u kunt bellen. Het blijft bewaard voor deze dienst.
over-ontgrendelen = Typ de vier woorden van het team. Daarna kunt u lezen wat er is genoteerd. Opzoeken en noteren kan altijd, ook op slot.
over-hersteld = Bij het openen keek Balie de gegevens na. Hier staat wat er mis was. Met Enter gaat u verder.
over-afgedekt = Er was een tijd niemand aan de toetsen. Daarom is het scherm afgedekt. Typ de vier cijfers van deze dienst.
over-welkom = Balie is hier nieuw. U kunt eerst oefenen: dan wordt niets bewaard. De coördinator richt de balie in.
over-inrichten = Hier maakt de coördinator de balie klaar. Schrijf de woorden over op papier. Zonder die woorden kan niemand iets lezen.
over-stoppen = Hier stopt u met Balie. Alles is al bewaard. Met Esc gaat u gewoon verder.
over-nood = Hier staan de kaarten voor als het dringend is. Het nummer staat bovenaan. Bel bij gevaar eerst, en noteer later.
over-cijfers = Hier ziet u hoeveel vragen er waren en wie ze oploste. Links en rechts gaan naar een andere periode. Onderaan staat hoe er is geteld.
over-rode-draad = Hier staat wat vaker voorkomt dan toeval. Bespreek het in het team. Kies daarna met een cijfer hoe ver het is.
over-leermomenten = Hier leest u wat collega's leerden. Haal weg wat naar iemand wijst. Daarna mag het in het verslag, of het blijft hier.
over-briefje = Dit briefje gaat mee met de bewoner. Lees het samen, druk het af of schrijf het over. Er staat geen naam op.
over-weergave = Hier kiest u hoe het scherm eruitziet. U ziet het meteen. Balie onthoudt uw keuze.
over-melden = Hier zegt u wat er niet klopt aan een kaart. De kaart laat het meteen zien. De coördinator kijkt ernaar.
over-gemis = Hier staan de woorden die niets vonden. U mag ze veranderen. De coördinator zoekt er een kaart bij.
over-achterwacht = Hier staat wie u vandaag kunt bellen. Vertel eerst kort wat de bewoner vraagt. Met Esc gaat u terug naar uw woorden.
over-bijhouden = Hier staat wat er aan de kaarten te doen is. Met Enter gaat u naar de kaart. Elke stap kunt u terugdraaien.
over-mend = Hier verandert de coördinator een kaart. Met Tab ziet u de kaart zoals vrijwilligers hem zien. De kaart van eerst blijft bewaard.
over-eerder = Hier staat hoe de kaart eerder was. Kies een versie en lees hem. Met Enter zet u hem terug.
over-uitleg = Hier staat wat u op een scherm kunt doen. De toetsen staan links. Met Esc gaat u terug naar uw scherm.
uitleg-vraag = Dit kunt u hier doen:
uitleg-altijd = Esc is altijd één stap terug. Er gaat nooit iets verloren.

## What can go wrong with the store
fout-woorden = Deze woorden passen niet. Kijk met Tab of ze goed gespeld zijn.
fout-in-gebruik = Balie staat al open op deze computer. Sluit het andere venster.
fout-op-slot = Balie zit op slot. Ontgrendel eerst.
fout-geen-balie = In de map { $map } staan geen gegevens van Balie. Vraag de coördinator.
fout-nieuwer = Deze gegevens zijn van een nieuwere Balie. Zet eerst de nieuwe Balie op deze computer.
fout-andermans = De map { $map } is van iemand anders. Vraag de coördinator.
fout-link = De map { $map } is een verwijzing. Dat is niet veilig. Vraag de coördinator.
fout-alleen-lezen = In de map { $map } mag niet geschreven worden. Vraag de coördinator. Opzoeken kan wel.
fout-vol = De schijf is vol. Dit is niet bewaard. Maak ruimte en druk weer op Enter.
fout-stuk = De schijf gaf een fout. Het laatste is niet zeker bewaard. Sluit Balie en start opnieuw.
fout-beschadigd = Een bestand is beschadigd: { $bestand }. Vraag de coördinator.
fout-bestaat = Hier is Balie al ingericht. Start Balie opnieuw.
fout-schijf = De computer kon { $bestand } niet lezen of schrijven. Het laatste is niet bewaard.
fout-oude-rij = Deze dag kan alleen de coördinator nog lezen.
fout-coordinator = Dit kan alleen met de woorden van de coördinator.
fout-toeval = De computer geeft geen toevalsgetallen. Start de computer opnieuw.
fout-termijnen = Het bestand met de bewaartermijnen klopt niet. Bel de coördinator. ({ $bestand })
hersteld-kop = Nagekeken
hersteld-uitleg = Balie keek de gegevens na. Dit viel op.
hersteld-tot = Het nieuwste dat er is, is van { $dag } om { $tijd }. Mist u iets van daarna? Noteer het dan opnieuw.
hersteld-afgebroken = De stroom viel uit tijdens het bewaren. Alles ervoor is er nog.
hersteld-beschadigd = Een stuk van { $bestand } was beschadigd. De rest is er nog.
hersteld-sleutels = Een bestand was beschadigd. Balie heeft de kopie gebruikt.
hersteld-format = Een klein bestand was beschadigd. Balie heeft het hersteld.
hersteld-lijst = De lijst was beschadigd. Balie heeft hem opnieuw gemaakt.
hersteld-rijen = { $n ->
    [one] Eén ding was beschadigd. Balie heeft het hersteld.
   *[other] { $n } dingen waren beschadigd. Balie heeft ze hersteld.
 }
hersteld-klok = Balie was hier het laatst op { $dag }. Klopt de datum op deze laptop? Vandaag ruimt Balie niets op.
hersteld-kopie = { $n ->
    [one] Eén ding kwam terug uit de reservekopie van { $dag }.
   *[other] { $n } dingen kwamen terug uit de reservekopie van { $dag }.
 }
hersteld-kwijt = { $n ->
    [one] Eén vraag is kwijt, en staat in geen reservekopie. Zeg het tegen de coördinator.
   *[other] { $n } vragen zijn kwijt, en staan in geen reservekopie. Zeg het tegen de coördinator.
 }
hersteld-onleesbaar = { $n ->
    [one] Eén vraag is niet meer te lezen. Zeg het tegen de coördinator.
   *[other] { $n } vragen zijn niet meer te lezen. Zeg het tegen de coördinator.
 }
hersteld-opzij = { $n ->
    [one] Eén vraag van op slot is niet te lezen. Zeg het tegen de coördinator.
   *[other] { $n } vragen van op slot zijn niet te lezen. Zeg het tegen de coördinator.
 }

## What can go wrong with a file
fout-export-map = De map { $map } is er niet. Steek de stick erin of kies een andere plek.
fout-export-alleen-lezen = Op { $map } mag niet geschreven worden. Kies een andere plek.
fout-export-vol = Op { $map } is geen ruimte meer. Kies een andere plek.
fout-export-andere-stick = De stick { $map } is niet van dit team. Kies een andere plek.
fout-export-te-veel = In { $map } staan te veel daglogs van deze dag. Ruim er een paar op.
daglog-oefenen = Dit is oefenen. Er wordt niets opgeslagen.
fout-kaart = De computer kon de kaart of de melding niet bewaren. Probeer het nog eens.
fout-kaart-alleen-lezen = In de map met kaarten mag niet geschreven worden. Vraag de coördinator.
fout-export = Schrijven naar { $map } lukte niet. Kies een andere plek.

## Beside a question
past-misschien = Past misschien: { $kaarten }
nood-past = Kaart "{ $kaart }" bekijken? Druk op Ctrl+N.
bel-eerst-na = bel eerst na
dag-vandaag = vandaag
dag-morgen = morgen
dag-over = { $n ->
    [one] over { $n } dag
   *[other] over { $n } dagen
}
dag-geleden = { $n ->
    [one] { $n } dag geleden
   *[other] { $n } dagen geleden
}
dag-dicht = Dan zijn wij dicht. De eerste dag daarna is { $dag }.
termijn-voorbij = Die dag is voorbij. Kijk bij Nood, kaart R7.
antwoord-gezondheid = Gaat dit over ziekte? Schrijf alleen wat nodig is voor de vraag.
antwoord-naam = Staat hier een naam? Laat die weg als het kan.
antwoord-hint = Let op: hier staat een { $wat }. Dat hoort hier niet.
antwoord-let-op = Hier staat een { $wat }. Weghalen met Ctrl+K, of laten staan met Enter.
antwoord-vervangen = [{ $wat } weggehaald]
antwoord-negen-cijfers = Negen cijfers op een rij. Is het een burgerservicenummer? Haal het weg.
gevonden-rekeningnummer = rekeningnummer
gevonden-mailadres = mailadres
gevonden-telefoonnummer = telefoonnummer
gevonden-geboortedatum = geboortedatum
gevonden-adres = adres
toets-doorvragen = doorvragen
doorvragen-aan = U vraagt nu door. Er komen meer vragen.
signaal-bewaard = Bewaard. Alleen de coördinator kan dit lezen. En hoe gaat het met u?
gesprek-telling = Genoteerd. Dit is gesprek { $aantal } van { $doel }.

## Again, and tallied afterwards
toets-nog-zo-een = nog zo een
toets-turven = turven
turven-nog-een = Nog zo een genoteerd.
turven-vraag = Hoeveel van deze vraag komen erbij? Van 1 tot 20.
turven-getal = Typ een getal van 1 tot en met 20.
turven-klaar = { $aantal } erbij genoteerd, als achteraf geturfd.

## Looking back
menu-terugkijken = Terugkijken
menu-terugkijken-uitleg = { $n ->
    [0] niets aan de beurt
   *[other] { $n } aan de beurt
}
toets-terugkijken = terugkijken
toets-ritten = ritten
toets-burenhulp = burenhulp
toets-kluis = naam en nummer
terugkijken-kop = Terugkijken
terugkijken-leeg = Er is niets om op terug te kijken.
terugkijken-nu = { $n ->
    [0] Er is nu niets aan de beurt.
   *[other] Aan de beurt: { $n }
}
terugkijken-gedaan = gedaan
terugkijken-weg = Dit staat niet meer in de lijst.
terugkijken-van = Afgesproken op { $dag }
terugkijken-vraag = Wat kwam ervan?
terugkijken-wanneer = Wanneer kijken we weer?
terugkijken-dag-fout = Typ een dag vanaf vandaag, zoals 9-12 of +14.
terugkijken-klaar = Genoteerd. Hier hoeft u niet meer op terug te kijken.
terugkijken-weer = Genoteerd. We kijken weer op { $dag }.
terugkijken-meld = Genoteerd. De verwijzer mag alleen horen: { $woorden }.

## Rides, requests, helpers, the vault
ritten-kop = Ritten
ritten-dag = Ritten op { $dag }
ritten-geen = Geen ritten op { $dag }
burenhulp-kop = Burenhulp
burenhulp-open = Wie wacht op een helper?
burenhulp-geen = Niemand wacht op een helper.
toets-helpers = helper zoeken
toets-gevraagd = ik vraag deze
helper-kop = Wie kan helpen?
helper-vraag = { $klus }: u kunt deze mensen vragen.
helper-uitleg = U kiest en u belt. Nee zeggen mag altijd.
helper-niemand = { $klus }: er is nu geen eigen helper. Bel een van deze plekken.
helper-straat = zelfde straat
helper-buurt = zelfde buurt
helper-stad = uit de stad
helper-klik = zelfde interesse
helper-nog-nooit = nog niet gevraagd
helper-laatst = laatst gevraagd op { $dag }
helper-gevraagd = Genoteerd dat { $naam } gevraagd wordt. Belt u zelf?
toets-intrekken = toestemming intrekken
kluis-kop = Kluis
kluis-tot = Bewaard tot en met { $dag }.
kluis-leeg = Deze kaart is weg.
kluis-staat = Genoteerd: { $staat }.
kluis-ingetrokken = Naam en nummer zijn weggehaald. Ctrl+Z haalt ze terug.

## Red-flag cards that were used
toets-gedaan = dit is gedaan
nood-nog-niemand = Nog met niemand
nood-besproken = Met wie van ons heeft u dit besproken?
nood-genoteerd = Genoteerd: de kaart, de tijd, wat u deed en met wie.

## Names of questions
veld-gevaar = gevaar
veld-aanleiding = waarom nu
veld-hoe_lang = hoe lang
veld-al_gedaan = al gedaan
veld-lopend = wie helpt al
veld-gewenst = gewenst
veld-kunnen = lukt zelf
veld-hoe_zelf = met uzelf
veld-breder = ook praten over
veld-kring = eigen kring
veld-kring_gevraagd = kring gevraagd
veld-wie_doet_mee = wie doet mee
veld-trekker = trekker
veld-terug_leren = was nodig
veld-leermoment = leermoment
veld-hoor_vaker = hoort u vaker
veld-idee = idee
veld-hoe_was_het = voor u
veld-chauffeur_max = ook rijden
veld-vog = verklaring
veld-pauze_tot = begint op
veld-bekend_via = bekend via
veld-kennismaking = kennismaking
veld-past = wat klopt
veld-materiaal = wie betaalt
veld-onderwerp = waarover
veld-wat_willen = samen bereiken
veld-eerste_stap = eerste stap
veld-bij_zich = meegenomen
veld-afzender = van wie
veld-vraagt = wat moet er
veld-spoed = dreigt er iets
veld-hoeveel = schulden
veld-post = post
veld-rechten = nagekeken
veld-gedaan_geld = samen gedaan
veld-zelf = lukt zelf
veld-alleen = reist alleen
veld-instappen = instappen
veld-bagage = bagage
veld-bron = wie zag het
veld-soort_zorg = soort zorg
veld-sinds = sinds
veld-vaker = vaker gezien
veld-besproken_persoon = zelf besproken
veld-besproken_coord = besproken met
veld-volgende = wie doet wat
veld-wanneer = terugkijken
veld-terug_melder = melder hoort
veld-achteraf = achteraf geturfd
veld-soort = soort
veld-wat = aanbod
veld-aanbiedingen = nog iets
veld-voor_wie_org = voor wie
veld-voorwaarden = voorwaarden
veld-kosten = kosten
veld-tijden = tijden
veld-plek = waar
veld-aanmelden = aanmelden
veld-wachttijd = wachttijd
veld-drempelvrij = met rolstoel
veld-niet = niet voor
veld-samen = werkt samen met
veld-zoekt = zoekt
veld-biedt = biedt
veld-ziet = ziet in de wijk
veld-sleutelfiguur = sleutelfiguur
veld-sleutel_bereik = bereik op werk
veld-akkoord = mag erin
veld-gesproken_door = gesproken door
veld-controle_op = klopt het nog op
veld-verwijzer = verwijzer
veld-verwijsdatum = verwezen op
veld-eerste_contact = eerste contact
veld-ok_door = gegevens naar ons
veld-ok_terug = terugmelden mag
veld-graag = graag
veld-missen = mist
veld-drempel = wat houdt tegen
veld-vorm_wor = doet mee
veld-eerst = eerst regelen
veld-samen_gaan = gaat mee
veld-terugmelding = melden
veld-terugbel_2 = nog een keer
veld-gezien = gezien
veld-gevoel = gevoel
veld-klus = klus
veld-aanbod = wil helpen met
veld-dagen = dagen
veld-dagdeel = dagdeel
veld-straat = straat
veld-naam = naam
veld-telefoon = telefoon
veld-contact_ok = mag bellen
veld-datum = dag
veld-tijd = tijd
veld-van = van
veld-naar = naar
veld-van_adres = ophalen
veld-naar_adres = brengen
veld-doel = waarvoor
veld-terug = terug
veld-let_op = let op
veld-voorkeur = wens
veld-hoe_vaak = hoe vaak
veld-afstand = hoe ver
veld-vervoer = hoe
veld-talen = talen
veld-leuk_vinden = praat graag over
veld-liever_niet = liever niet
veld-termijn = termijn
veld-wanneer_dag = klaar voor
over-terugkijken = Hier staat waar u nog op terugkijkt. Kies een regel en zeg wat ervan kwam. Met Tab ziet u de ritten en de burenhulp.
over-ritten = Hier staan de ritten van een dag, op tijd. Met de pijltjes kiest u een andere dag. Kies een rit om te zeggen hoe het staat.
over-burenhulp = Hier staat wie er op een helper wacht. Balie noemt hooguit drie mensen en zegt waarom. U kiest en u belt.
over-kluis = Hier staan naam en nummer, apart van de vraag. Ze mogen er alleen met toestemming staan. Wil iemand dat niet meer, haal ze dan weg.
over-sleutels = Hier laat u zien wat er over iemand is. Ook vervangt u hier de woorden van het team, en maakt u een reservekopie. Onderaan staat wanneer de laatste reservekopie is gemaakt.
# Cijfers
cijfers-dag = dag
cijfers-maand = maand
cijfers-kwartaal = kwartaal
cijfers-jaar = jaar
cijfers-meenemen = Hoe wilt u de cijfers meenemen?
cijfers-buiten-papier = Voor buiten het team, op papier (PDF)
cijfers-buiten-werkmap = Voor buiten het team, als werkmap (Excel)
cijfers-geschreven = { $naam } staat in { $map }.
cijfers-tellen = Even tellen …
toets-periode = periode
toets-andere-periode = andere periode

# Rode draad
rode-draad-kop = Rode draad
toets-rode-draad = rode draad
rode-draad-uitleg = Deze vraag komt te vaak terug. Enter laat zien wat u kunt doen.
rode-draad-geen = Er valt nu niets op.
rode-draad-aantal = { $n ->
    [one] 1 bezoek
   *[other] { $n } bezoeken
}
rode-draad-cijfers = { $bezoeken } bezoeken in { $dagen } dagen.
rode-draad-kans = Verwacht: { $verwacht }. De kans op toeval is { $kans } %.
rode-draad-eerste-jaar = Er is nog geen jaar om mee te vergelijken.
rode-draad-rustig = Dit valt nu niet meer op. U kunt het afronden.
rode-draad-groepsaanbod = Kan dit een groepsaanbod worden?
rode-draad-wie = Wie doet wat, en wanneer? Geen namen van bewoners.
rode-draad-coordinator = Dit ziet alleen de coördinator.
stand-nieuw = nieuw
stand-besproken = besproken in het team
stand-actie = actie
stand-teruggemeld = teruggemeld aan de vrijwilligers
stand-klaar = klaar
toets-stand = hoe ver het is

# Leermomenten
leermoment-kop = Leermomenten
leermoment-geen = Er zijn nog geen leermomenten opgeschreven.
leermoment-uitleg = In een verslag komen er hooguit drie, de laatst gekozen.
leermoment-vraag = Mag dit zo naar buiten? Haal namen en herkenbare dingen weg.
leermoment-keus = Enter: dit mag in het verslag. Tab: dit blijft hier.
leermoment-leeg = Er staat nog niets. Schrijf eerst wat mee mag.
leermoment-nieuw = nieuw
leermoment-mag-mee = mag mee
leermoment-blijft-hier = blijft hier
toets-leermomenten = leermomenten
toets-mag-mee = mag mee
toets-blijft-hier = blijft hier

# Afsprakenbriefje
briefje-kop = Briefje voor de bewoner
briefje-afspraak = Dit spraken we af
briefje-wie = Wie doet wat
briefje-waar = Waar u heen gaat
briefje-meenemen = Neem mee
briefje-datum = Let op de datum
briefje-terug = Komt u terug?
briefje-u = U: { $wat }
briefje-wij = Wij: { $wat }
briefje-u-gaat-naar = U gaat naar { $naam }.
briefje-bel = Bel { $nummer }
briefje-dag-tijd = { $dag }, om { $tijd }
briefje-wij-kijken = Wij kijken terug op { $dag }.
briefje-kom-terug = Wij zijn open op { $dag }, vanaf { $tijd }.
briefje-wij-kijken-nu = Wij kijken er vandaag nog naar.
briefje-bel-ons = Bellen mag ook: { $nummer }.
briefje-rit = Rit van { $van } naar { $naar }.
briefje-naar-printer = Het briefje is naar de printer.
briefje-geen-printer = Er is geen printer op deze computer. Schrijf het over, of maak een bestand.
briefje-printer-weigert = De printer neemt het niet aan. Kijk naar papier en stekker, of schrijf het over.
briefje-printer-traag = De printer antwoordt niet. Misschien komt het nog. Het briefje blijft hier staan.
briefje-geschreven = { $naam } staat in { $map }
toets-briefje = briefje
toets-briefje-pdf = als PDF
toets-briefje-tekst = als tekst
