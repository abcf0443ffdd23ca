"""Which words are so common in a language that prose cannot do without them?

A few dozen each of many languages, lower case; only their share in a line matters, not which
language it is.
"""

_WORDS = """
the of and to in a is that for it was on are as with his they at be this from have or by one had not but what
all were when we there can an your which their said if will each about how up out them then she many some so
these would other into has more her two him see time could no make than been its who did i he you my our
der die das und in zu den mit von für auf ist im dem nicht ein eine als auch es an werden aus er hat dass sie
nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
le la les de des du et en un une que qui dans pour pas sur au par plus avec est sont il elle ce cette ces aux
se ne ou mais son sa ses été ont leur comme deux même
el los las y del al por con para una su lo como más o pero sus este sí porque esta entre cuando muy sin sobre
también me hasta hay donde quien desde todo nos durante fue ser han
di e il che è non si da per con una sono dei della delle nel alla più ma anche gli ha come questo lo
het een van ik te dat die in niet zijn is op aan met als voor er maar om ook dan uit door naar bij nog over
och att det som en på är av för med till den har de inte om ett men var jag sig från vi så kan han hon
og i det er til af som på de med den for ikke der var et har om jeg han fra ved hun skal kan sin
ja on ei se että oli hän mutta myös kun ovat joka sen ole mukaan tai jo vain
i w na z się do nie to jest że o jak po co tak za od ale przez dla są być był jego
a v na se že je s z do o i pro to ale by za si po jako jsou už bylo
és az hogy nem egy van is de ez volt meg csak már még mint azt
și în de la cu pe nu că este un o care din mai pentru sunt fost
e o de que do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou
ve bir bu da de için ile çok daha olarak olan ne gibi kadar sonra
и в не на что с он как это по но они к у из за о так от же для бы было только
та що не на до з як це за від він у й про але
και το να η της του την με για που είναι στο δεν από
في من على أن إلى عن مع هذا التي كان ما لا بعد قال الذي هذه وقد ان
של את על לא עם זה הוא כי גם אל או היא אני יש כל
yang dan di ini itu dengan untuk dari tidak dalam pada adalah ke akan oleh juga telah
và của là có trong cho không được các một với những này đã
की के में है और से को का पर ने यह कि हैं इस
"""

STOPWORDS = frozenset(_WORDS.split())
