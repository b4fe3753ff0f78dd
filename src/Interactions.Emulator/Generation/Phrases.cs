namespace Interactions.Emulator.Generation;

/// <summary>The texts of messages, including some that clients and terminals have trouble with.</summary>
internal static class Phrases
{
    public static string[] All { get; } =
    [
        "Hi there! My order still has not arrived, can you have a look?",
        "Of course. May I have the order number, please?",
        "Thanks, that was quick 👍",
        "Your parcel left the depot this morning and should reach you before 6 pm.",
        "The kettle arrived with a dent in the left corner. I'd like a replacement rather than a refund.",
        "Je vous remercie, c'est déjà réglé. À bientôt !",
        "Können Sie mir bitte die Rechnung für März noch einmal schicken? Größe passt übrigens.",
        "¿Cuánto tarda el envío a Málaga? Mañana no estaré en casa.",
        "مرحبا، أين طلبي رقم 5521؟",
        "שלום, ההזמנה שלי עוד לא הגיעה. אפשר לבדוק בבקשה?",
        "ご注文ありがとうございます。明日お届けします。",
        "Two things:\n1. the lid does not close\n2. the manual is missing",
        "Sure 😊 one moment while I check with the warehouse 🏭📦",
        "Is \"express\" worth it? C:\\orders\\2041.txt says 3 < 5 & that <b>is</b> odd.",
        "\u001b[31mURGENT\u001b[0m please call me back today",
        "::transfer billing",
        "Halifax, 1 Harbour Rd. Second floor, the bell is broken, so please call when you are there and I will come down.",
        "2024-04-09T10:30:00Z",
        "No.",
        "Great, I have put a hold on order 5521. It will be released as soon as the payment arrives, usually within two working days.",
        "The family 👩‍👩‍👧‍👦 loves it, naïve as we were about the size…",
        "Anything else I can help you with?",
        "I have been waiting for twelve days now. The tracking page has said \"in transit\" since last Thursday, the depot does not answer, and the shop tells me to ask the depot.",
        "STOP",
    ];
}
