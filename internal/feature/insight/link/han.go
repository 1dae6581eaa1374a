package link

// han reads one Han character: the flags it and the pair it makes with the
// one before it set, and that pair as a word.
func (r *reading) han(c rune) {
	m := hanMeaning(c)
	r.sketch.flags |= m.anywhere
	if r.head {
		r.sketch.flags |= m.head
	}
	if r.before != 0 {
		m = pairMeaning(r.before, c)
		r.sketch.flags |= m.anywhere
		if r.beforeHead {
			r.sketch.flags |= m.head
		}
		r.bigram(r.before, c)
	}
	if r.twoBefore == c && (r.before == '不' || r.before == '没' || r.before == '沒') {
		r.sketch.flags |= Question // 是不是, 有没有
	}
	r.twoBefore, r.before, r.beforeHead, r.head = r.before, c, r.head, false
}

// bigram keeps two neighbouring Han characters as a word, unless one of them
// only serves grammar.
func (r *reading) bigram(a, b rune) {
	if !isGrammar(a) && !isGrammar(b) {
		r.keep(mix(hashRune(hashRune(hashSeed, a), b)))
	}
}

// hanMeaning tells what a Han character, in either script, means for whom a
// text answers.
func hanMeaning(c rune) meaning {
	switch c {
	case '我', '咱', '俺':
		return meaning{anywhere: First}
	case '你', '您', '妳':
		return meaning{anywhere: Second}
	case '吗', '嗎', '咋':
		return meaning{anywhere: Question}
	case '急':
		return meaning{anywhere: Help}
	case '嗯', '对', '對', '行', '哦', '噢', '喔':
		return meaning{head: Assent}
	case '但', '那', '也':
		return meaning{head: Continues}
	case '谁', '誰', '哪', '几', '幾':
		return meaning{head: Asks}
	}
	return meaning{}
}

// pairMeaning tells the same of two neighbouring Han characters.
func pairMeaning(a, b rune) meaning {
	switch int64(a)<<32 | int64(b) {
	case '怎'<<32 | '么', '怎'<<32 | '麼', '什'<<32 | '么', '什'<<32 | '麼':
		return meaning{anywhere: Question, head: Asks}
	case '为'<<32 | '啥', '為'<<32 | '啥', '多'<<32 | '少', '哪'<<32 | '里', '哪'<<32 | '裡', '哪'<<32 | '个', '哪'<<32 | '個',
		'几'<<32 | '点', '幾'<<32 | '點', '几'<<32 | '号', '幾'<<32 | '號', '多'<<32 | '久', '如'<<32 | '何':
		return meaning{anywhere: Question}
	case '你'<<32 | '好', '您'<<32 | '好', '妳'<<32 | '好', '早'<<32 | '安', '早'<<32 | '上', '晚'<<32 | '安', '午'<<32 | '安',
		'再'<<32 | '见', '再'<<32 | '見', '拜'<<32 | '拜', '欢'<<32 | '迎', '歡'<<32 | '迎', '哈'<<32 | '喽', '哈'<<32 | '囉':
		return meaning{anywhere: Greeting}
	case '谢'<<32 | '谢', '謝'<<32 | '謝', '多'<<32 | '谢', '多'<<32 | '謝', '感'<<32 | '谢', '感'<<32 | '謝', '谢'<<32 | '啦',
		'謝'<<32 | '啦', '辛'<<32 | '苦', '感'<<32 | '恩':
		return meaning{anywhere: Thanks}
	case '大'<<32 | '家', '各'<<32 | '位', '有'<<32 | '人', '谁'<<32 | '有', '誰'<<32 | '有', '谁'<<32 | '知', '誰'<<32 | '知',
		'姐'<<32 | '妹', '朋'<<32 | '友', '群'<<32 | '里', '群'<<32 | '裡', '亲'<<32 | '们', '親'<<32 | '們':
		return meaning{anywhere: Anyone}
	case '帮'<<32 | '我', '幫'<<32 | '我', '帮'<<32 | '忙', '幫'<<32 | '忙', '求'<<32 | '助', '麻'<<32 | '烦', '麻'<<32 | '煩',
		'问'<<32 | '题', '問'<<32 | '題', '坏'<<32 | '了', '壞'<<32 | '了', '退'<<32 | '款', '没'<<32 | '收', '沒'<<32 | '收',
		'投'<<32 | '诉', '投'<<32 | '訴':
		return meaning{anywhere: Help}
	case '请'<<32 | '问', '請'<<32 | '問':
		return meaning{anywhere: Help, head: Asks}
	case '哈'<<32 | '哈', '嘻'<<32 | '嘻', '呵'<<32 | '呵', '嘿'<<32 | '嘿', '笑'<<32 | '死', '捂'<<32 | '脸', '捂'<<32 | '臉',
		'偷'<<32 | '笑', '呲'<<32 | '牙', '齜'<<32 | '牙':
		return meaning{anywhere: Laughs}
	case '好'<<32 | '的', '好'<<32 | '滴', '好'<<32 | '哒', '好'<<32 | '噠', '好'<<32 | '啊', '好'<<32 | '呀', '好'<<32 | '吧',
		'好'<<32 | '嘞', '是'<<32 | '的', '是'<<32 | '啊', '是'<<32 | '呀', '不'<<32 | '是', '没'<<32 | '有', '沒'<<32 | '有',
		'可'<<32 | '以', '不'<<32 | '用', '收'<<32 | '到', '没'<<32 | '事', '沒'<<32 | '事', '确'<<32 | '实', '確'<<32 | '實',
		'不'<<32 | '行', '有'<<32 | '的', '对'<<32 | '的', '對'<<32 | '的', '嗯'<<32 | '嗯':
		return meaning{head: Assent}
	case '问'<<32 | '下', '問'<<32 | '下', '问'<<32 | '一', '問'<<32 | '一', '想'<<32 | '问', '想'<<32 | '問', '为'<<32 | '什',
		'為'<<32 | '什', '有'<<32 | '没', '有'<<32 | '沒', '怎'<<32 | '样', '怎'<<32 | '樣':
		return meaning{head: Asks}
	case '但'<<32 | '是', '不'<<32 | '过', '不'<<32 | '過', '而'<<32 | '且', '还'<<32 | '有', '還'<<32 | '有', '然'<<32 | '后',
		'然'<<32 | '後', '所'<<32 | '以', '因'<<32 | '为', '因'<<32 | '為', '另'<<32 | '外', '就'<<32 | '是', '不'<<32 | '然',
		'或'<<32 | '者', '其'<<32 | '实', '其'<<32 | '實':
		return meaning{head: Continues}
	}
	return meaning{}
}

// isGrammar reports whether a character, in either script, carries grammar
// rather than content.
func isGrammar(c rune) bool {
	switch c {
	case '的', '了', '是', '我', '你', '您', '他', '她', '它', '们', '們', '这', '這', '那', '哪', '吗', '嗎', '呢', '吧',
		'啊', '呀', '嘛', '哦', '噢', '嗯', '哈', '就', '也', '都', '不', '没', '沒', '有', '在', '和', '跟', '与', '與', '很',
		'还', '還', '又', '再', '会', '會', '要', '想', '把', '被', '给', '給', '对', '對', '着', '著', '过', '過', '来', '來',
		'去', '上', '下', '个', '個', '么', '麼', '什', '怎':
		return true
	}
	return false
}
