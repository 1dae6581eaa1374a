package link

// meaning is what one word tells of the text it stands in.
type meaning struct {
	anywhere Flag // flags it sets wherever it stands
	head     Flag // flags it sets as the first word
	empty    bool // it carries no content of its own
}

// english tells what a lower-case word means for whom a text answers.
func english(word string) meaning {
	switch word {
	case "i", "im", "i'm", "i've", "ive", "my", "me", "mine", "i'd", "i'll", "we", "our":
		return meaning{anywhere: First, empty: true}
	case "you", "your", "u", "ur", "you're", "youre", "you've", "you'll", "yours", "ya":
		return meaning{anywhere: Second, empty: true}
	case "hi", "hello", "hey", "hiya", "morning", "bye", "goodbye", "cya", "howdy", "greetings", "welcome":
		return meaning{anywhere: Greeting, empty: true}
	case "thanks", "thank", "thx", "ty", "cheers", "thankyou", "tnx":
		return meaning{anywhere: Thanks, empty: true}
	case "yes", "no", "yeah", "yep", "nope", "ok", "okay", "sure", "right", "yup", "ah", "oh", "nah", "true",
		"exactly", "hmm", "hm", "k", "well", "cool", "great", "nice", "indeed", "correct", "aha", "ahh", "ohh", "yea":
		return meaning{head: Assent, empty: true}
	case "anyone", "anybody", "someone", "somebody", "everyone", "everybody", "guys", "folks", "all":
		return meaning{anywhere: Anyone, empty: true}
	case "help", "problem", "problems", "issue", "error", "trouble", "stuck", "tried", "trying", "wondering":
		return meaning{anywhere: Help}
	case "and", "but", "or", "so", "then", "also", "because", "cause", "cos", "plus", "anyway", "though", "too", "either":
		return meaning{head: Continues, empty: true}
	case "lol", "haha", "hehe", "hah", "heh", "rofl", "lmao", "ha", "hahaha", "xd":
		return meaning{anywhere: Laughs, empty: true}
	case "how", "what", "where", "why", "when", "which", "who", "is", "are", "does", "do", "did", "can", "could",
		"any", "has", "have", "will", "would", "should", "whats", "what's", "hows", "how's", "wheres", "where's":
		return meaning{head: Asks, empty: true}
	case "the", "a", "an", "it", "its", "it's", "this", "that", "that's", "thats", "these", "those", "to", "of", "in",
		"on", "for", "with", "at", "by", "from", "as", "if", "not", "don't", "dont", "just", "be", "was", "were", "am",
		"been", "had", "having", "doing", "there", "here", "they", "them", "he", "she", "his", "her", "than", "some",
		"out", "up", "get", "got", "like", "about", "can't", "cant", "one", "now", "only", "more", "very", "into",
		"doesn't", "doesnt", "didn't", "didnt", "isn't", "isnt", "other", "going", "need", "want", "know", "think",
		"see", "way", "thing", "something", "much", "even", "still", "really", "their", "please", "pls", "maybe",
		"good", "make", "use", "say", "said", "let", "work", "try", "using", "look", "after", "before", "again":
		return meaning{empty: true}
	}
	return meaning{}
}
