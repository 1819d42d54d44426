"""Names of zones that no table of the machine has: abbreviations, capitals, seats of agencies, states."""

from __future__ import annotations

# Abbreviations by their zones: several where they are used in several places. Those in `ONLY_CAPITALS` are
# words of a sentence otherwise.
ABBREVIATIONS = {
    "CET, CEST, MEZ, MESZ": "Europe/Zurich", "EET, EEST": "Europe/Athens", "WET, WEST": "Europe/Lisbon",
    "MSK": "Europe/Moscow", "TRT": "Europe/Istanbul", "UTC, GMT, Z, Zulu, TU": "UTC",
    "ET, EST, EDT": "America/New_York", "CT, CDT": "America/Chicago", "MT, MST, MDT": "America/Denver",
    "PT, PST, PDT": "America/Los_Angeles", "BRT": "America/Sao_Paulo",
    "ART": "America/Argentina/Buenos_Aires", "EAT": "Africa/Nairobi", "CAT": "Africa/Maputo",
    "WAT": "Africa/Lagos", "SAST": "Africa/Johannesburg", "PKT": "Asia/Karachi", "NPT": "Asia/Kathmandu",
    "ICT": "Asia/Bangkok", "WIB": "Asia/Jakarta", "SGT": "Asia/Singapore", "HKT": "Asia/Hong_Kong",
    "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "PHT": "Asia/Manila", "AEST, AEDT": "Australia/Sydney",
    "NZST, NZDT": "Pacific/Auckland",
    "IST": "Asia/Kolkata, Asia/Jerusalem, Europe/Dublin", "BST": "Europe/London, Asia/Dhaka",
    "CST": "America/Chicago, Asia/Shanghai", "AST": "America/Halifax, Asia/Riyadh",
    "GST": "Asia/Dubai, Atlantic/South_Georgia", "AMT": "America/Manaus, Asia/Yerevan",
}  # fmt: skip
ONLY_CAPITALS = frozenset({
    "et", "ct", "mt", "pt", "cat", "wat", "eat", "art", "ast", "amt", "west", "met", "tu", "z", "ict",
    "gst", "npt", "trt",
})  # fmt: skip
# What the clocks must show that day, in hours from UTC, where the letters say it.
STANDARD_HOURS = {
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13,
}  # fmt: skip

CITIES = {
    "Geneva, Genève, Genf, Bern, Berne, Basel, Lausanne, Gland, Nyon, Swiss, Switzerland, "
    "Suisse": "Europe/Zurich",
    "Bonn, Munich, Frankfurt, Hamburg": "Europe/Berlin", "UK, Edinburgh, Cambridge, Britain": "Europe/London",
    "The Hague, Hague, La Haye": "Europe/Amsterdam", "Milan, Turin, Venice": "Europe/Rome",
    "Strasbourg, Lyon, Marseille": "Europe/Paris", "Barcelona": "Europe/Madrid",
    "Saint Petersburg, St Petersburg": "Europe/Moscow", "Ankara": "Europe/Istanbul",
    "NYC, NY, Washington, Washington DC, DC, Boston, Eastern, US Eastern, Atlanta, Miami": "America/New_York",
    "Pacific, US Pacific, San Francisco, Seattle": "America/Los_Angeles", "Mountain": "America/Denver",
    "Central European": "Europe/Zurich", "Eastern European": "Europe/Athens", "East Africa": "Africa/Nairobi",
    "West Africa": "Africa/Lagos", "Central Africa": "Africa/Maputo", "Houston, Dallas": "America/Chicago",
    "Ottawa, Montreal, Montréal": "America/Toronto", "Rio, Rio de Janeiro, Brasilia": "America/Sao_Paulo",
    "Quito": "America/Guayaquil", "Medellin": "America/Bogota",
    "Buenos Aires": "America/Argentina/Buenos_Aires",
    "San Juan": "America/Puerto_Rico, America/Argentina/San_Juan", "San José, San Jose": "America/Costa_Rica",
    "Delhi, New Delhi, Mumbai, Bangalore, Bengaluru, Chennai, Calcutta": "Asia/Kolkata",
    "Islamabad, Lahore": "Asia/Karachi", "Beijing, Peking, Pékin, Shenzhen": "Asia/Shanghai",
    "Osaka, Kyoto": "Asia/Tokyo", "Hanoi, Saigon": "Asia/Ho_Chi_Minh", "Astana, Almaty": "Asia/Almaty",
    "Tel Aviv": "Asia/Jerusalem", "Abu Dhabi": "Asia/Dubai", "Naypyidaw, Rangoon": "Asia/Yangon",
    "Caire, Le Caire": "Africa/Cairo", "Abuja": "Africa/Lagos", "Pretoria, Cape Town, "
    "Durban": "Africa/Johannesburg", "Dodoma": "Africa/Dar_es_Salaam",
    "Yaoundé": "Africa/Douala", "Rabat": "Africa/Casablanca", "Canberra": "Australia/Sydney",
    "Wellington": "Pacific/Auckland", "Kathmandu, Katmandou": "Asia/Kathmandu",
    "Germany, Allemagne": "Europe/Berlin", "China, Chine": "Asia/Shanghai",
    "Malaysia, Malaisie": "Asia/Kuala_Lumpur", "Uzbekistan": "Asia/Tashkent", "Ukraine": "Europe/Kyiv",
    "Cyprus, Chypre": "Asia/Nicosia", "Spain, Espagne": "Europe/Madrid", "Portugal": "Europe/Lisbon",
    "New Zealand": "Pacific/Auckland",
}  # fmt: skip

# Places of the zone tables that are words of an ordinary sentence, or that are better known elsewhere.
WORDS = frozenset({
    "act", "center", "central", "christmas", "davis", "easter", "johnston", "knox", "lhi", "merida",
    "midway", "nome", "north", "oral", "palmer", "resolute", "reunion", "south", "troll", "victoria",
    "virgin", "wake", "west", "world", "mountain", "pacific", "eastern", "general", "cordoba", "georgia",
})  # fmt: skip
# How the Common Locale Data Repository names zones that have newer names.
RENAMED = {
    "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Saigon": "Asia/Ho_Chi_Minh",
    "Asia/Rangoon": "Asia/Yangon", "Africa/Asmera": "Africa/Asmara", "Europe/Kiev": "Europe/Kyiv",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires", "America/Godthab": "America/Nuuk",
    "Atlantic/Faeroe": "Atlantic/Faroe", "Pacific/Truk": "Pacific/Chuuk", "Pacific/Ponape": "Pacific/Pohnpei",
}  # fmt: skip
