namespace Interactions.Emulator.Generation;

/// <summary>
/// What generated conversations are about. A line says who writes to whom, and then the text, or the type of a message or event
/// (see <see cref="EpisodeLine"/>) with its title. <c>after … minutes</c> is how long somebody waits for the next line.
/// <c>\n</c> is a line break and <c>\e</c> the escape character. Some texts are of the kinds that clients and terminals have trouble with.
/// </summary>
internal static class Episodes
{
    private const string Script = """"
        customer to bot: Hi there! My kettle arrived this morning, and it has a dent in the left corner.
        bot to customer, seen
        bot to customer, typing_on
        bot to customer: Hello, and sorry to hear that! I am the shop's assistant. Can you show me the damage, please?
        bot to customer, typing_off
        customer to bot, image: The left corner
        customer to bot: The box was fine, by the way. It is only the kettle itself 🙁
        bot to customer: Thank you. Which of these orders is it about?
        bot to customer, list
        customer to bot: The kettle, order {order}.
        bot to customer, payload: changed {order}
        bot to customer, card
        bot to customer, choice: Is it this one? | Yes, please | No, another one
        customer to bot: Yes, please
        bot to customer: We can send the same one again, or something else for the same price. These are in stock:
        bot to customer, carousel
        customer to bot: The same one, please. Can I talk to a person? It is a present, and I need it on Saturday.
        bot to customer: Of course. I am getting somebody from the claims desk. It usually takes a few minutes.
        bot to agent, command
        bot to agent: Order {order}: dented kettle, photo is there. The customer would like the same one before Saturday.
        after 9 minutes
        customer to agent: Hello? Is anybody there?
        agent to customer, seen
        agent to customer, typing_on
        agent to customer: Hi, this is Ada from the claims desk. Sorry that you had to wait, it is busy today. I have your photo in front of me.
        agent to customer, typing_off
        agent to customer, contact
        customer to agent, video: Unboxing
        customer to agent: This is how I unpacked it, from start to end.
        agent to customer: Thanks, that helps. Does it still work?
        customer to agent, audio: The kettle boiling
        customer to agent: That is how it sounds now. Two things:\n1. the lid does not close\n2. the manual is missing
        agent to customer: Then we'll replace it, no question. I have put an express parcel for you on hold, it can leave today.
        agent to customer, payload: hold {order}
        agent to customer, link: Until the new manual is there, https://youtube.com/watch?v=q9Zt3 shows how to descale it.
        echo
        customer to agent: Is "express" worth it? Your page says <b>free</b> & "3 < 5 days", and that is odd.
        agent to customer: It costs you nothing, and it is there tomorrow before 6 pm. Where shall we send it?
        customer to agent, location
        customer to agent: Second floor. The bell is broken, so please have them call when they are there, and I will come down.
        agent to bot: ::transfer shipping
        bot to agent: Booked for order {order}: tomorrow, 9 to 12. The courier takes the old one back.
        agent to customer, attachment: Invoice {order}
        agent to customer: Here is the invoice, with nothing to pay. The courier comes tomorrow between 9 and 12, and takes the old one back.
        customer to agent: That was quick, thanks 👍
        agent to customer, vimeo: How to pack a kettle
        agent to customer: This film shows how to pack it. Anything else I can help you with?
        customer to agent: No, that's all. Have a nice day!
        agent to customer: You too, and a happy birthday to whoever gets it 🎂
        bot to customer, choice: How did we do today? | Great | So-so | Badly
        customer to bot: Great

        customer to bot: Where is my order {order}? I have been waiting for twelve days now. The tracking page has said "in transit" since last Thursday, the depot does not answer, and they tell me to ask the shop.
        bot to customer, seen
        bot to customer: I am sorry about that. Let me have a look at {order}.
        bot to customer, payload: changed {order}
        bot to customer, choice: It left our warehouse, and was seen in Halifax last. What shall I do? | Send it again | Talk to a person
        customer to bot: \e[31mURGENT\e[0m I want to talk to a person
        bot to customer, typing_on
        bot to agent, command
        bot to agent: Parcel of order {order} lost between Halifax and the customer, twelve days.
        bot to customer, typing_off
        bot to customer: Somebody will be with you shortly.
        after 14 minutes
        customer to agent: I am still here.
        agent to customer, typing_on
        agent to customer: Hello, this is Ada. Twelve days is far too long, and I am sorry. I am calling the depot right now.
        agent to customer, typing_off
        customer to agent: They say that a neighbour may have it. There was this note on the door, but I cannot read it:
        customer to agent, image: The note on the door
        customer to agent: שלום, החבילה שלך אצלי. אפשר לבוא בערב בבקשה?
        agent to customer: It is Hebrew, and good news: your parcel is with them, and you are welcome to come by in the evening.
        customer to agent, link: Ha! I have the answer ready: https://youtube.com/watch?v=q9Zt3
        echo
        agent to customer: When was the note left, do you know?
        customer to agent: 2024-04-09T10:30:00Z
        customer to agent: That is what the camera at the door says, at least 😊
        agent to customer: Then that's where it is. I have the courier confirm it, one moment 🏭📦
        after 3 minutes
        agent to customer: Confirmed. I have put 10 off your next order, for the wait.
        agent to customer, attachment: Delivery note {order}
        customer to agent: Got it! The family 👩‍👩‍👧‍👦 loves it already, naïve as we were about the size…
        agent to customer, seen
        agent to customer: Glad to hear it. Is there anything else?
        customer to agent: No.

        customer to bot: Hello. Which of your kettles are quiet?
        bot to customer: These three are the quietest that we have.
        bot to customer, carousel
        customer to bot, album: I like the look of these. Is one of them quiet, too?
        bot to customer, card
        bot to customer, choice: This one is, by tests. Would you like to hear it? | Yes, please | No, thanks
        customer to bot: Yes, please
        bot to customer, audio: The quiet one boiling
        bot to customer, youtube: Five kettles compared
        customer to bot: Lovely. Can it be sent to Kyoto? It is for a friend.
        bot to customer: I cannot tell for sure. I will ask a colleague.
        bot to agent: Delivery of a kettle to Kyoto, is that possible?
        agent to bot: Yes, with the adapter. I'll take over.
        agent to customer, seen
        agent to customer: Yes, we send it there. It takes an adapter, which is in the box. May I have the address?
        customer to agent, location
        customer to agent: And please put this on the card: ご注文ありがとうございます。明日お届けします。
        agent to customer: Of course. You know that this means "Thank you for your order, we deliver tomorrow"? 😊
        customer to agent: No! I copied it from a web page…
        after 2 minutes
        customer to agent: お誕生日おめでとう, she says. Is that better?
        agent to customer: Much better. That is "Happy birthday". The order is ready, have a look before I send it:
        agent to customer, list
        customer to agent: Perfect, please send it.
        agent to bot: ::order confirm {order}
        bot to customer, payload: changed {order}
        bot to customer: Thank you! Order {order} leaves tomorrow.
        customer to bot, seen

        customer to bot: Guten Tag! Können Sie mir bitte die Rechnung für März noch einmal schicken? Die Größe passt übrigens.
        bot to customer: Guten Tag! I am still learning German. Which order is it about, please?
        customer to bot: Sorry, my fault, I was writing to somebody else. Order {order}.
        bot to customer, typing_on
        bot to customer, attachment: Invoice {order}
        bot to customer, typing_off
        customer to bot: The total is wrong. In C:\orders\{order}.txt it says 24.90, and here 249.00.
        bot to customer, choice: | Talk to a person | Show the order
        customer to bot: Talk to a person
        bot to agent, command
        bot to agent: The customer says that the invoice of order {order} is wrong: 24.90, not 249.00.
        after 6 minutes
        agent to customer: Hello, Ada here. You are right, a decimal point is missing. Billing has to mend that, so I am handing you over.
        agent to colleague, command
        agent to colleague: Ben, can you take order {order}? Total is ten times too high.
        colleague to customer, typing_on
        colleague to customer: Hi, this is Ben from billing. I have corrected the invoice, and nothing has been charged yet.
        colleague to customer, typing_off
        colleague to customer, attachment: Invoice {order}, corrected
        customer to colleague, seen
        customer to colleague: Je vous remercie, c'est réglé. À bientôt ! (That one was for you, I promise.)
        colleague to customer: De rien, à bientôt !

        customer to bot: My mother asks: مرحبا، أين طلبي رقم {order}؟
        bot to customer, seen
        bot to customer: Your parcel of order {order} left the depot this morning, and should reach you before 6 pm.
        bot to customer, payload: changed {order}
        customer to bot, video: The carton in the rain
        customer to bot: It is here, but the courier left it in the rain. The carton is soaked, look.
        bot to customer: Oh no! I am getting somebody for you.
        bot to agent, command
        after 11 minutes
        customer to agent: She is a bit impatient. ¿Cuánto tarda? she says. We also speak Spanish at home 😅
        agent to customer, typing_on
        agent to customer: I can imagine! This is Ada, sorry for the wait. Is what is in it wet as well?
        agent to customer, typing_off
        customer to agent, image: The manual, soaked
        customer to agent: The manual is, the toaster is not.
        agent to customer, vimeo: How to dry a toaster
        agent to customer: Then please let it dry for a day, as in this film, before you plug it in. I am sending a new manual.
        agent to customer, contact
        agent to customer: If anything is wrong afterwards, these are my numbers.
        customer to agent: Thank you so much, she is happy.
        bot to customer, choice: How did we do today? | Great | So-so | Badly
        customer to bot: STOP
        """";

    /// <summary>The episodes. The first has every message type and event type in 50 activities.</summary>
    public static IReadOnlyList<IReadOnlyList<EpisodeLine>> All { get; } = [.. Script.Split("\n\n").Select(EpisodeLine.ReadAll)];
}
