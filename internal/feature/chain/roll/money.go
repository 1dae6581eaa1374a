package roll

import (
	"regexp"
	"strconv"
	"strings"
)

// moneyHere are prices that say so: "36元", "=72", "¥58", "£8".
var moneyHere = regexp.MustCompile(`^(?:(?:[=¥￥$£€]|共|合计|一共)\s?([0-9]{1,5}(?:\.[0-9]{1,2})?)(?:元|块钱|圆)?|([0-9]{1,5}(?:\.[0-9]{1,2})?)(?:元|块钱|圆))`)

// moneyAt reads a price that begins at i, in hundredths, and returns its length.
func moneyAt(s []rune, i int) (n int64, size int) {
	if i > 0 && (isDigit(s[i-1]) || s[i-1] == '.') {
		return 0, 0
	}
	m := moneyHere.FindStringSubmatchIndex(string(s[i:min(len(s), i+16)]))
	if m == nil {
		return 0, 0
	}
	text := string(s[i:min(len(s), i+16)])
	number := ""
	end := 0
	for g := 2; g < len(m); g += 2 {
		if m[g] >= 0 {
			number, end = text[m[g]:m[g+1]], m[g+1]
		}
	}
	for _, word := range [...]string{"块钱", "元", "圆"} {
		if strings.HasPrefix(text[end:], word) {
			end += len(word)
			break
		}
	}
	if rest := text[end:]; rest != "" && (rest[0] == '/' || isDigit(rune(rest[0])) && isDigit(rune(text[end-1]))) {
		return 0, 0 // "35元/斤"
	}
	return hundredths(number), len([]rune(text[:end]))
}

// withoutMoney takes prices out of what was read. One that says so is no amount. A
// bare number is a price where it is what the product costs and an amount stands
// beside it; where none does, either may be meant, and a person is asked.
func (p *parsing) withoutMoney() {
	var out []token
	var sum int64 // of what stands before, in hundredths
	for i := 0; i < len(p.tokens); i++ {
		t := p.tokens[i]
		last := func(k byte) bool { return len(out) > 0 && out[len(out)-1].kind == k }
		switch {
		case t.kind == 'M':
			if !p.costs(out, t.amount.n, sum) {
				p.rest(t.text)
			}
			continue
		case t.kind == 'A' && t.amount.unit == "" && !t.amount.plus && t.text != "" && isDigit(rune(t.text[0])):
			n := t.amount.n / 10 // in hundredths
			switch next := i+1 < len(p.tokens) && p.tokens[i+1].kind == 'A'; {
			case last('P') && n >= 1000 && n == p.priceOf(out[len(out)-1]):
				if !next {
					p.entry.ask(NoAmount)
				}
				continue
			case last('A') && n >= 100 && p.costs(out, n, sum):
				continue
			}
		}
		if t.kind == 'A' && t.amount.unit == "" && !t.amount.plus && t.amount.n >= 100_000 {
			p.rest(t.text) // nobody wants a hundred of what has a price; a size, rather
			continue
		}
		out = append(out, t)
		if n := len(out); n > 1 && t.kind == 'A' && out[n-2].kind == 'P' {
			sum += p.priceOf(out[n-2]) * t.amount.n / 1000
		}
	}
	p.tokens = out
}

// priceOf is what one of a product costs; 0 where nobody told.
func (p *parsing) priceOf(t token) int64 {
	if t.kind != 'P' || t.product < 0 {
		return 0
	}
	return max(0, p.words.products[t.product].Price)
}

// costs reports whether a price may be that of what stands before it: of one, of so
// many, of all so far, or of a product whose price nobody told.
func (p *parsing) costs(before []token, n, sum int64) bool {
	if n == sum && sum > 0 {
		return true
	}
	k := len(before)
	if only := p.words.only(); only >= 0 && k > 0 && before[k-1].kind == 'A' && (k == 1 || before[k-2].kind != 'P') {
		price := max(0, p.words.products[only].Price)
		return price > 0 && (n == price || n == price*before[k-1].amount.n/1000)
	}
	switch {
	case k > 1 && before[k-1].kind == 'A' && before[k-2].kind == 'P':
		price := p.priceOf(before[k-2])
		return price == 0 && before[k-2].text != "" || n == price || n == price*before[k-1].amount.n/1000
	case k > 1 && before[k-2].kind == 'A' && before[k-1].kind == 'P':
		price := p.priceOf(before[k-1])
		return n == price || n == price*before[k-2].amount.n/1000
	case k > 0 && before[k-1].kind == 'P':
		price := p.priceOf(before[k-1])
		return price == 0 || n == price
	}
	return false
}

// bareNumber is a number alone that is no amount: the last digits of a phone, where the
// head asks for them or it begins with 0; else one that nobody orders.
func (p *parsing) bareNumber(low string) bool {
	if len(low) < 3 || !onlyDigits(low) {
		return false
	}
	switch n, err := strconv.Atoi(low); {
	case len(low) == 4 && p.entry.Phone == "" && p.begun && (p.tails || low[0] == '0'):
		p.entry.Phone = low
		return true
	case p.begun && (err != nil || n >= 1000):
		p.rest(low)
		return true
	case !p.begun && p.roomsTold && p.entry.Room == "" && len(p.leading) == 0 && p.sender == "":
		p.entry.Room = low
		return true
	}
	return false
}

func onlyDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool { return !isDigit(c) }) < 0
}

// moneySign are signs before a price of money that is not 元.
var moneySign = regexp.MustCompile(`(?i)((?:nt|hk|us|s|a|c)?\$|[£€])\s*[0-9]|[0-9]\s*(€)`)

// signOf is the sign of the money in which a price is told; "" for 元.
func signOf(s string) string {
	if m := moneySign.FindStringSubmatch(s); m != nil {
		return strings.ToUpper(m[1] + m[2])
	}
	return ""
}

// sign is that of all prices of the head; "" where they differ.
func (r *reader) sign() string {
	if len(r.signs) != 1 {
		return ""
	}
	for sign := range r.signs {
		return sign
	}
	return ""
}
